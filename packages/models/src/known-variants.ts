// The type of a registry: the names of its plugins' variants, and the options of each.
import type { NoOptions, OptionsFor, OptionsSchema, OptionValues } from './options';
import type { Plugin } from './plugin';
import type { Variant } from './variant';

/** Full name → options, for a list of plugins. Names that are known only at run time take any options. */
export type VariantsOf<Plugins extends readonly Plugin[]> = Intersection<OfEach<Plugins[number]>>;

/** A name that `registry.build` accepts: a known one, or any string that is known only at run time. */
export type KnownName<Known, Name extends string> = string extends Name
  ? Name
  : Name extends keyof Known
    ? Name
    : keyof Known & string;

/** The options of a variant by its name. */
export type OptionsByName<Known, Name extends string> = string extends Name
  ? OptionValues
  : Name extends keyof Known
    ? Known[Name]
    : OptionValues;

type OfEach<P> = P extends Plugin<infer Namespace, infer Variants> ? OfVariants<Namespace, Variants[number]> : never;

type OfVariants<Namespace extends string, V extends Variant> = {
  [Each in V as FullName<Namespace, NamesOf<Each>>]: OptionsOfVariant<Each>;
};

type FullName<Namespace extends string, Name extends string> = Namespace extends ''
  ? Name
  : string extends Namespace
    ? string
    : `${Namespace}/${Name}`;

/** A variant's name, and its aliases where their types are known. */
type NamesOf<V> =
  | (V extends { readonly name: infer Name extends string } ? Name : never)
  | (V extends { readonly aliases: readonly (infer Alias extends string)[] } ? Literal<Alias> : never)
  | (V extends Variant<string, OptionsSchema | undefined, infer Alias> ? Literal<Alias> : never);

type Literal<Text extends string> = string extends Text ? never : Text;

type OptionsOfVariant<V> = V extends { readonly options: infer Schema extends OptionsSchema }
  ? OptionsFor<Schema>
  : V extends { readonly options?: infer Schema }
    ? OptionsSchema extends Schema
      ? OptionValues
      : [Exclude<Schema, undefined>] extends [never]
        ? NoOptions
        : OptionsFor<Exclude<Schema, undefined>>
    : NoOptions;

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
