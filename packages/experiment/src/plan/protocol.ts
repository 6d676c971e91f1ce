// How comparable the rows are made: with the notebook's settings, or with equal settings except what a row is about.
import { describeJson, MlpLabError } from '@mlp-lab/core';
import { overrideRecipe, type Recipe, type Variant } from '@mlp-lab/models';
import { checkSetting, type Settings, withSetting } from './setting';

/** `as-published`: each row has the notebook's settings. `controlled`: all rows have one batch size, validation split and scale. */
export type Protocol = 'as-published' | 'controlled';

/** The protocols, the default first. */
export const protocols: readonly Protocol[] = ['as-published', 'controlled'];

/** Settings that replace every row's own. */
export interface Overrides extends Fields<Pick<Recipe, 'epochs' | 'batchSize' | 'scale'>> {
  /** Any other settings. */
  set?: Settings | undefined;
}

type Fields<Shape> = { [Name in keyof Shape]?: Shape[Name] | undefined };

// The settings of most of the notebook's rows.
const CONTROLLED = {
  epochs: 100,
  batchSize: 32,
  validationSplit: 0.3,
  scale: 'none',
} as const satisfies Partial<Recipe>;

/**
 * The recipe that a variant trains by under a protocol. Overrides take precedence over the protocol.
 *
 * @throws MlpLabError `invalid-argument` for an unknown protocol; `unknown-name` for a setting that no recipe has.
 */
export function effectiveRecipe(variant: Variant, protocol: Protocol, overrides: Overrides = {}): Recipe {
  if (!protocols.includes(protocol))
    throw new MlpLabError(
      'invalid-argument',
      `protocol: expected ${protocols.join(' or ')}, received ${typeof protocol === 'string' ? protocol : describeJson(protocol)}`,
    );
  const shared = protocol === 'controlled' ? CONTROLLED : {};
  const { set = {}, ...fields } = overrides;
  for (const path of Object.keys(set)) checkSetting(variant.recipe, path);
  const recipe: Recipe = overrideRecipe({ ...variant.recipe, ...shared }, fields);
  return Object.entries(set).reduce((made, [path, value]) => withSetting(made, path, value), recipe);
}
