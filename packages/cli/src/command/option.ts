// The declarations of options and arguments: plain data from which the types of their values are inferred.

/**
 * Turns one word of the command line into a value. `previous` is the value of the words before it.
 *
 * @throws InvalidArgumentError (commander's) or MlpLabError for a word that it does not accept.
 */
export type Parser<Value> = (word: string, previous?: Value) => Value;

/** An option of a command. Its key in the command's `options` is its name: `batchSize` is `--batch-size`. */
export interface Option<Value> extends OptionSettings<Value> {
  readonly description: string;
  /** `<n>`: a value; `[n]`: a value that may be left out; `<name...>`: several. Absent: a flag, without a value. */
  readonly parameter?: string;
  parse?(word: string, previous?: Value): Value;
  readonly choices?: readonly string[];
}

interface OptionSettings<Value> {
  readonly default?: Value;
  /** What `--help` gives as the default where that is not a constant. */
  readonly defaultText?: string;
  readonly isRequired?: boolean;
  /** The key of the option that cannot be given together with this one, or those of several. */
  readonly conflicts?: string | string[];
  /** Of a flag: adds `--no-NAME`, and describes it. */
  readonly negation?: string;
  /** The heading under which `--help` lists it. @default 'Options:' */
  readonly group?: string;
}

/** An option that is given or left out always has a value if it has a default or is required. */
type AlwaysGiven<Value> = OptionSettings<Value> & ({ readonly default: Value } | { readonly isRequired: true });

/** A positional argument of a command. Their order is that of the keys in the command's `arguments`. */
export interface Argument<Value> {
  /** `<run>`: required; `[what]`: optional; `[index...]`: any number. */
  readonly parameter: string;
  readonly description: string;
  parse(word: string, previous?: Value): Value;
  /** What `--help` gives as the default. */
  readonly defaultText?: string;
}

/** The values that options or arguments hand to a command, by their keys. */
export type Values<Specs> = {
  [Name in keyof Specs]: Specs[Name] extends Option<infer Value> | Argument<infer Value> ? Value : never;
};

/** `--json` */
export const flag = (
  description: string,
  settings: OptionSettings<boolean | undefined> = {},
): Option<boolean | undefined> => ({ description, ...settings });

/** `--epochs <n>`; or `--inspect [images]`, which is true if it is given without a value. */
export function option<Value>(
  parameter: `<${string}>`,
  description: string,
  parse: Parser<Value>,
  settings: AlwaysGiven<Value>,
): Option<Value>;
export function option<Value>(
  parameter: `<${string}>`,
  description: string,
  parse: Parser<Value>,
  settings?: OptionSettings<Value>,
): Option<Value | undefined>;
export function option<Value>(
  parameter: `[${string}]`,
  description: string,
  parse: Parser<Value>,
): Option<Value | true | undefined>;
export function option<Value>(
  parameter: string,
  description: string,
  parse: Parser<Value>,
  settings: OptionSettings<Value> = {},
): Option<Value> {
  return { parameter, description, parse, ...settings };
}

/** `--scale <name>`: one of several names. */
export function choice<const Name extends string>(
  parameter: `<${string}>`,
  description: string,
  choices: readonly Name[],
  settings: AlwaysGiven<NoInfer<Name>>,
): Option<Name>;
export function choice<const Name extends string>(
  parameter: `<${string}>`,
  description: string,
  choices: readonly Name[],
  settings?: OptionSettings<NoInfer<Name>>,
): Option<Name | undefined>;
export function choice<const Name extends string>(
  parameter: string,
  description: string,
  choices: readonly Name[],
  settings: OptionSettings<Name> = {},
): Option<Name> {
  return { parameter, description, choices, ...settings };
}

/** `--plugin <name>`: may be repeated. */
export function list<Value>(
  parameter: `<${string}>`,
  description: string,
  parse: Parser<Value>,
  settings: Pick<OptionSettings<Value>, 'defaultText'> = {},
): Option<Value[] | undefined> {
  return { parameter, description: `${description} (repeatable)`, parse: collect(parse), ...settings };
}

/** `[variant...]`, `[what]`, `<dir>` */
export function argument<Value>(
  parameter: `[${string}...]` | `<${string}...>`,
  description: string,
  parse: Parser<Value>,
  settings?: Pick<Argument<Value>, 'defaultText'>,
): Argument<Value[]>;
export function argument<Value>(
  parameter: `<${string}>`,
  description: string,
  parse: Parser<Value>,
  settings?: Pick<Argument<Value>, 'defaultText'>,
): Argument<Value>;
export function argument<Value>(
  parameter: `[${string}]`,
  description: string,
  parse: Parser<Value>,
  settings?: Pick<Argument<Value>, 'defaultText'>,
): Argument<Value | undefined>;
export function argument<Value>(
  parameter: string,
  description: string,
  parse: Parser<Value>,
  settings: Pick<Argument<Value>, 'defaultText'> = {},
): Argument<Value> | Argument<Value[]> {
  return parameter.includes('...')
    ? { parameter, description, parse: collect(parse), ...settings }
    : { parameter, description, parse, ...settings };
}

/** The options under a heading of their own in `--help`. */
export const grouped = <Options extends Readonly<Record<string, Option<unknown>>>>(
  group: string,
  options: Options,
): Options =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { ...option, group }])) as Options;

/** The parser of a word → that of several, one after the other. */
const collect =
  <Value>(parse: Parser<Value>): Parser<Value[]> =>
  (word, previous = []) => [...previous, parse(word)];
