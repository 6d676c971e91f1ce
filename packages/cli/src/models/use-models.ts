// Words that name models, files of any format and run folders → the models, freed afterwards.
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MlpLabError, type Scale } from '@mlp-lab/core';
import { readModel, readOptimizer, type SavedOptimizer, scalesPixels } from '@mlp-lab/exchange';
import { type GivenModel, loadBackend, optimizerState, runTaskIds } from '@mlp-lab/experiment';
import type { Recipe } from '@mlp-lab/models';
import { findVariant } from '../options/variant-words';
import type { Setup } from '../plugins/setup';
import { say } from '../print/say';
import { openRun } from '../saved-run/open-run';

export interface ModelOptions {
  setup: Setup;
  /** Where the data of a run folder is, if it is not the installed MNIST. */
  data?: string;
  /** How the models of files want their pixels; those of run folders know it. */
  scale?: Scale;
  /** The variant whose recipe weights without layers belong to. */
  recipe?: string;
  /** The row and the seed of a run folder. */
  variant?: string;
  seed?: number;
}

export interface OpenedModel extends GivenModel {
  /** Of a run folder: its id there and its recipe. */
  readonly network?: { readonly id: string; readonly recipe: Recipe };
  /** What trained it, and where that stands; undefined where it is not known. */
  optimizer(): Promise<SavedOptimizer | undefined>;
}

/**
 * Opens models and passes them on, a run folder's ensemble as all of its members.
 *
 * @throws MlpLabError as `readModel` and `openRun`; `unknown-name` for the recipe.
 */
export async function useModels<Result>(
  words: readonly string[],
  options: ModelOptions,
  use: (models: OpenedModel[]) => Result | Promise<Result>,
): Promise<Result> {
  const { setup, scale, recipe } = options;
  const registry = await setup.registry();
  const { tf } = await loadBackend('engine');
  registry.register(tf);
  return open(words, []);

  async function open([word, ...others]: readonly string[], opened: OpenedModel[]): Promise<Result> {
    if (word === undefined) return use(withOwnNames(opened));
    if (await isRun(word)) return openFolder(word, others, opened);
    // a file has the widths of its layers itself: they may have been --set
    const outline = recipe === undefined ? undefined : { ...findVariant(registry, recipe).recipe, hidden: undefined };
    const file = await modelFile(word);
    const model = await readModel(file, { tf, recipe: outline }).catch(withRemedy);
    try {
      if (scale !== undefined) tellScaledTwice(basename(word), model, scale);
      const optimizer = () => readOptimizer(file);
      return await open(others, [...opened, { name: basename(word), model, scale, optimizer }]);
    } finally {
      model.dispose();
    }
  }

  async function openFolder(word: string, others: readonly string[], opened: OpenedModel[]): Promise<Result> {
    const { chosen, networks, useModels: useStored } = await openRun(word, options);
    const ids = runTaskIds(chosen.row, chosen.run);
    return useStored((models) => {
      const found = models.map(({ model, facts: { scale, pixels }, checkpoint }, i) => {
        const network = { id: ids[i], recipe: networks!.get(ids[i])!.task.recipe };
        const optimizer = async () => {
          const saved = await checkpoint();
          const state = saved && optimizerState(model, saved);
          const recipe = network.recipe.optimizer as SavedOptimizer['recipe'];
          return { recipe, ...(state ? { state } : { problem: 'it was not saved' }) };
        };
        return { name: `${basename(word)}/${ids[i]}`, model, scale, pixels, network, optimizer };
      });
      return open(others, [...opened, ...found]);
    });
  }
}

/** Says on stderr that a model scales the pixels itself, if they are scaled before it, too. */
export function tellScaledTwice(name: string, model: GivenModel['model'], scale: Scale): void {
  if (scale === 'none' || !scalesPixels(model)) return;
  say(`${name} scales its pixels itself, and here they are scaled before it, too (${scale}): expected --scale none.`);
}

/** Two files of one name are told apart by a number. */
function withOwnNames(models: readonly OpenedModel[]): OpenedModel[] {
  return models.map((model, i) => {
    const before = models.slice(0, i).filter(({ name }) => name === model.name).length;
    return before === 0 ? model : { ...model, name: `${model.name} (${before + 1})` };
  });
}

const MODEL_FILES = /\.(onnx|keras|h5|hdf5|safetensors|json|pth?|pt2|ckpt|pkl)$/i;

/**
 * Whether a word names a run folder or a report, not a model. What is not there is taken for a run, unless it is called like a model.
 *
 * @throws MlpLabError `bad-data` for a model's folder that can't be read.
 */
export async function isRun(word: string): Promise<boolean> {
  if (/^https?:/.test(word)) return false;
  const found = await stat(word).catch(() => undefined);
  if (found === undefined) return basename(word) === 'report.json' || !MODEL_FILES.test(word);
  if (found.isDirectory()) {
    if (await exists(join(word, 'saved_model.pb')))
      throw new MlpLabError(
        'bad-data',
        `${word}: it is a SavedModel, a program of TensorFlow: save the model with model.save('model.keras')`,
      );
    return !(await exists(join(word, 'model.json')));
  }
  return /\.json$/i.test(word) && (await readFile(word, 'utf8').catch(() => '')).includes('"mlp-lab/report@');
}

/** TensorFlow.js saves a model as a folder. */
async function modelFile(word: string): Promise<string> {
  if (/^https?:/.test(word)) return word;
  const inside = join(word, 'model.json');
  return (await exists(inside)) ? inside : word;
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

function withRemedy(cause: unknown): never {
  if (cause instanceof MlpLabError && /a recipe is needed/.test(cause.message))
    throw new MlpLabError(cause.code, `${cause.message}: --recipe NAME gives that of a variant`, { cause });
  throw cause;
}
