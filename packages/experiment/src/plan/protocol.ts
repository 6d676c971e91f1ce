// How alike the rows of a comparison are made: as the notebook had them, or all the same but for what a row is about.
import { MlpLabError } from '@mlp-lab/core';
import { overrideRecipe, type Recipe, type Variant } from '@mlp-lab/models';
import { checkSetting, type Settings, withSetting } from './setting';

/** `as-published`: each row with the notebook's own settings. `controlled`: one batch size, split and scale for all. */
export type Protocol = 'as-published' | 'controlled';

export const protocols: readonly Protocol[] = ['as-published', 'controlled'];

/** Settings that the user asks for, in every row. */
export interface Overrides extends Partial<Pick<Recipe, 'epochs' | 'batchSize' | 'scale'>> {
  /** Any others. */
  set?: Settings;
}

// What most of the notebook's rows use.
const CONTROLLED = {
  epochs: 100,
  batchSize: 32,
  validationSplit: 0.3,
  scale: 'none',
} as const satisfies Partial<Recipe>;

/**
 * The recipe that a variant trains by under a protocol. What the user asks for goes before what the protocol says.
 *
 * @throws MlpLabError `invalid-argument` where there is no such protocol; `unknown-name` for a setting that no recipe has.
 */
export function effectiveRecipe(variant: Variant, protocol: Protocol, overrides: Overrides = {}): Recipe {
  if (!protocols.includes(protocol))
    throw new MlpLabError(
      'invalid-argument',
      `protocol: expected ${protocols.join(' or ')}, received ${String(protocol)}`,
    );
  const shared = protocol === 'controlled' ? CONTROLLED : {};
  const { set = {}, ...fields } = overrides;
  for (const path of Object.keys(set)) checkSetting(variant.recipe, path);
  const recipe: Recipe = overrideRecipe({ ...variant.recipe, ...shared }, fields);
  return Object.entries(set).reduce((made, [path, value]) => withSetting(made, path, value), recipe);
}
