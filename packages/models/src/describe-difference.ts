// What sets a row of a table apart from the baseline, computed from the two recipes.
import { checkObject, kerasOptimizers, type Scale } from '@mlp-lab/core';
import { checkVariant } from './check-variant';
import { initializerTitle } from './initializers/initializer-names';
import type { OptimizerName, OptimizerRecipe } from './optimizers/optimizer-recipe';
import { checkOptions, type OptionValues } from './options';
import type { Recipe, RecipeField } from './recipe';
import type { Variant } from './variant';

/** The parts of a variant that tell what it is. `recipe` is the one in effect, after any overrides. */
export type Described = Pick<Variant, 'recipe' | 'changes' | 'ensemble' | 'build' | 'options' | 'origin'>;

/** How a variant differs from the baseline, in phrases. */
export interface Difference {
  /** What the experiment is about, a phrase each, terse enough for a column. */
  changes: string[];
  /** Whatever else differs, a phrase each: why the comparison is not a controlled one. */
  differs: string[];
}

/**
 * How a variant differs from the baseline. Fields are told in the order of the notebook's experiments.
 *
 * @throws MlpLabError `invalid-argument` where one of them is not a variant with a recipe.
 */
export function describeDifference(variant: Described, baseline: Described): Difference {
  for (const [name, described] of Object.entries({ variant, baseline }))
    checkVariant(name, { name, ...(checkObject(name, described) as Described) });
  const fields = (Object.keys(phrases) as RecipeField[]).filter(
    (field) => !same(variant.recipe[field], baseline.recipe[field]),
  );
  const phrase = (field: RecipeField) => phrases[field](variant.recipe, baseline.recipe);
  const isIntended = (field: RecipeField) => variant.changes.includes(field);
  return {
    changes: [...ownParts(variant, baseline), ...fields.filter(isIntended).map(phrase)],
    differs: fields.filter((field) => !isIntended(field)).map(phrase),
  };
}

function ownParts(variant: Described, baseline: Described): string[] {
  const parts: string[] = [];
  if (variant.build && variant.build !== baseline.build) parts.push('a network of its own');
  parts.push(...optionPhrases(variant, baseline));
  if (variant.ensemble && !same(variant.ensemble, baseline.ensemble))
    parts.push(`${variant.ensemble.members} networks, ${variant.ensemble.voting} vote`);
  return parts;
}

/** `pieces 3 instead of 2` beside the same network with other options; beside another network, what was asked for: `pieces 3`. */
function optionPhrases(variant: Described, baseline: Described): string[] {
  const given = variant.origin?.options ?? {};
  if (variant.build === undefined || variant.build !== baseline.build)
    return Object.entries(given).map(([name, value]) => `${name} ${shown(value)}`);
  const [here, there] = [variant, baseline].map(optionsInEffect);
  return Object.keys(here)
    .filter((name) => !same(here[name], there[name]))
    .map((name) => `${name} ${shown(here[name])} instead of ${shown(there[name])}`);
}

const optionsInEffect = ({ options, origin }: Described): OptionValues =>
  checkOptions(`variant '${origin?.variant}'`, options, origin?.options);

const shown = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

type Phrase = (here: Recipe, there: Recipe) => string;

const phrases: Record<RecipeField, Phrase> = {
  hidden: (here, there) => `hidden layers ${here.hidden.join('-')} instead of ${there.hidden.join('-')}`,
  kernelInitializer: (here, there) =>
    `${initializerTitle(here.kernelInitializer)} instead of ${initializerTitle(there.kernelInitializer)}`,
  activation: (here, there) => `${activationTitle(here)} instead of ${activationTitle(there)}`,
  optimizer: (here, there) => optimizerPhrase(here.optimizer, there.optimizer),
  batchNormalization: (here) => (here.batchNormalization ? 'batch normalization' : 'no batch normalization'),
  dropout: (here) => (here.dropout > 0 ? `dropout ${here.dropout}` : 'no dropout'),
  l2: (here) => (here.l2 ? `L2 ${here.l2}` : 'no L2'),
  batchSize: (here, there) => `batch size ${here.batchSize} instead of ${there.batchSize}`,
  epochs: (here, there) => `epochs ${here.epochs} instead of ${there.epochs}`,
  validationSplit: (here, there) => `validation split ${here.validationSplit} instead of ${there.validationSplit}`,
  scale: (here, there) => `${scaleTitles[here.scale]} pixels instead of ${scaleTitles[there.scale]}`,
};

const ACTIVATION_TITLES: Readonly<Record<string, string>> = { relu: 'ReLU', selu: 'SELU', elu: 'ELU', gelu: 'GELU' };

const activationTitle = ({ activation }: Recipe) => ACTIVATION_TITLES[activation] ?? activation;

const scaleTitles: Record<Scale, string> = { none: 'raw', unit: '0..1', standard: 'standardized' };

/** `Adam 0.001 instead of SGD 0.001`; of one optimizer, the hyperparameters that differ: `Adam beta1 0.8 instead of 0.9`. */
function optimizerPhrase(here: OptimizerRecipe, there: OptimizerRecipe): string {
  const title = ({ name }: OptimizerRecipe) =>
    name in kerasOptimizers ? kerasOptimizers[name as OptimizerName].title : name;
  if (here.name !== there.name)
    return `${title(here)} ${here.learningRate} instead of ${title(there)} ${there.learningRate}`;
  const old = new Map(Object.entries(there));
  const changed = Object.entries(here).filter(([key, value]) => old.get(key) !== value);
  return `${title(here)} ${changed.map(([key, value]) => `${key} ${value} instead of ${old.get(key)}`).join(', ')}`;
}

/** Whether two parts of variants say the same, whatever the order of their fields. */
const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);
const canonical = (value: unknown) =>
  JSON.stringify(typeof value === 'object' && value !== null ? Object.entries(value).sort() : value);
