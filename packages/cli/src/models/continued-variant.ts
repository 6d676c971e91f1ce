// A model to go on training → a variant whose network starts from the model's weights.
import { basename } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { rowOutput, trainableCopy } from '@mlp-lab/exchange';
import type { Variant } from '@mlp-lab/models';
import type { TrainingOptions } from '../options/shared-options';
import { type ModelOptions, useModels } from './use-models';

const DEFAULT_SETTINGS = 'combined';

/**
 * @param settings the variant by whose recipe it trains. @default the run's own recipe; that of `combined` for a file
 * @throws MlpLabError as `useModels`; `invalid-argument` for an ensemble; `bad-model` for layers that can't be copied.
 */
export async function continuedVariant(
  from: string,
  settings: Variant | undefined,
  options: TrainingOptions & Pick<ModelOptions, 'recipe'>,
): Promise<Variant> {
  const { setup, recipe: weightsOf } = options;
  const registry = await setup.registry();
  return useModels([from], { setup, recipe: weightsOf }, async (models) => {
    if (models.length !== 1)
      throw new MlpLabError(
        'invalid-argument',
        `${from}: expected one network, received an ensemble of ${models.length}`,
      );
    const [{ model, name, network }] = models;
    const make = await trainableCopy(model);
    if (rowOutput(model) === 'logits')
      process.stderr.write(`mlp-lab: the last layer of ${name} has no softmax: one was added, for probabilities.\n`);
    const { recipe } = settings ?? (network ? { recipe: network.recipe } : registry.get(DEFAULT_SETTINGS));
    const { name: optimizer } = recipe.optimizer;
    if (optimizer !== 'sgd')
      process.stderr.write(
        `mlp-lab: ${optimizer} starts anew: what it had averaged of earlier gradients is not taken over from ${name}.\n`,
      );
    return {
      name: `from-${basename(name).replace(/[^\w.-]+/g, '-')}`,
      title: `${name}, trained on`,
      changes: [],
      recipe,
      build: ({ tf }) => make(tf),
      keepsWeights: true,
    };
  });
}
