// A model to go on training → a variant whose network starts from the model's weights, and its optimizer from where it stood.
import { basename } from 'node:path';
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { rowOutput, type SavedOptimizer, trainableCopy } from '@mlp-lab/exchange';
import {
  type Checkpoint,
  type CompareOptions,
  checkImageModel,
  loadBackend,
  startingCheckpoint,
} from '@mlp-lab/experiment';
import type { OptimizerRecipe, Variant } from '@mlp-lab/models';
import type { TrainingOptions } from '../options/shared-options';
import { say } from '../print/say';
import { type ModelOptions, tellScaledTwice, useModels } from './use-models';

const DEFAULT_SETTINGS = 'combined';

interface Continued {
  readonly variant: Variant;
  /** Says on stderr whether the optimizer goes on. */
  readonly start: NonNullable<CompareOptions['start']>;
  /** @throws MlpLabError `bad-model` for a network that takes other images, or gives another number of classes. */
  checkData(dataset: Dataset): void;
}

/**
 * @param settings the variant by whose recipe it trains. @default the run's own recipe; that of `combined` for a file, with the file's
 * optimizer where it has one
 * @throws MlpLabError as `useModels`; `invalid-argument` for an ensemble; `bad-model` for layers that can't be copied.
 */
export async function continuedVariant(
  from: string,
  settings: Variant | undefined,
  options: TrainingOptions & Pick<ModelOptions, 'recipe'>,
): Promise<Continued> {
  const { setup, recipe: weightsOf } = options;
  const registry = await setup.registry();
  return useModels([from], { setup, recipe: weightsOf }, async (models) => {
    if (models.length !== 1)
      throw new MlpLabError(
        'invalid-argument',
        `${from}: expected one network, received an ensemble of ${models.length}`,
      );
    const [{ model, name, network, optimizer }] = models;
    const make = await trainableCopy(model).catch((cause: MlpLabError) => {
      throw new MlpLabError(cause.code, `${name}: ${cause.message}`, { cause });
    });
    const shapes = { inputs: model.inputs, outputs: model.outputs }; // of the model, which is disposed of before the data is loaded
    if (rowOutput(model) === 'logits')
      say(`the last layer of ${name} has no softmax: one was added, for probabilities.`);
    const saved = await optimizer();
    const { recipe } = settings ?? (network ? { recipe: network.recipe } : registry.get(DEFAULT_SETTINGS));
    tellScaledTwice(name, model, options.scale ?? recipe.scale);
    const own = saved?.recipe as OptimizerRecipe | undefined;
    const checkpoint = saved?.state && (await checkpointFrom(make, saved.state));
    return {
      variant: {
        name: `from-${basename(name).replace(/[^\w.-]+/g, '-')}`,
        title: `${name}, trained on`,
        changes: [],
        recipe: settings === undefined && own ? { ...recipe, optimizer: own } : recipe,
        build: ({ tf }) => make(tf),
        keepsWeights: true,
      },
      start({ recipe: { optimizer } }) {
        const goesOn = checkpoint !== undefined && own?.name === optimizer.name;
        if (optimizer.name !== 'sgd')
          say(goesOn ? stepsText(optimizer, name, checkpoint) : anewText(optimizer, name, saved));
        return goesOn ? checkpoint : undefined;
      },
      checkData: ({ train, classes }) => void checkImageModel({ name, model: shapes }, train, classes),
    };
  });
}

async function checkpointFrom(
  make: Awaited<ReturnType<typeof trainableCopy>>,
  state: NonNullable<SavedOptimizer['state']>,
): Promise<Checkpoint | undefined> {
  const { tf } = await loadBackend('engine');
  const copy = make(tf);
  try {
    return await startingCheckpoint(copy, state);
  } finally {
    copy.dispose();
  }
}

function stepsText({ name, learningRate }: OptimizerRecipe, model: string, { optimizer: [count] }: Checkpoint): string {
  const steps = count.data[0];
  return `${name} (learning rate ${learningRate}) goes on where it was in ${model}, after ${steps} ${steps === 1 ? 'step' : 'steps'}.`;
}

function anewText({ name }: OptimizerRecipe, model: string, saved: SavedOptimizer | undefined): string {
  const { recipe, problem } = saved ?? { problem: 'the file has none' };
  const other = recipe && recipe.name !== name ? `it was trained with ${recipe.name}` : undefined;
  return `${name} starts anew: what it had averaged of earlier gradients is not taken over from ${model}: ${other ?? problem ?? 'it belongs to other weights'}.`;
}
