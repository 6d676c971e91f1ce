// A row, a task or a stored setting → the variant of a registry that it was made from.
import type { Recipe, Registry, Variant, VariantOrigin } from '@mlp-lab/models';

/** What a row carries as data, besides its name. */
export interface VariantReference {
  /** Its full name, options included. */
  variant: string;
  /** The recipe in effect. */
  recipe: Recipe;
  /** The registered variant and its options, if the row was made from one under another name. */
  origin?: VariantOrigin;
}

/** The registered variant under the row's name, options and recipe; undefined if the registry has no such variant. */
export function registeredVariant(
  registry: Registry,
  { variant: name, origin, recipe }: VariantReference,
): Variant | undefined {
  const [registered] = registry.list(origin?.variant ?? name);
  return registered && { ...registered, name, origin, recipe };
}
