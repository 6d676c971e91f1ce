// The saved networks of a run → models again, and their predictions for any images.
import { join } from 'node:path';
import { type ImageSet, MlpLabError } from '@mlp-lab/core';
import { folderHandler, loadModel } from '@mlp-lab/ensemble/layers';
import { registerLayers } from '@mlp-lab/exchange';
import type { Registry } from '@mlp-lab/models';
import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { defaultBackend } from '../backends/definitions';
import { loadBackend } from '../backends/load-backend';
import { answerImages } from '../evaluate/answer-images';
import type { Row, Run } from '../report/report';
import { type RunAnswers, runAnswers, runTaskIds } from '../report/run-answers';
import type { Checkpoint } from '../train/checkpoint';
import { factsOf, type NetworkFacts } from '../train/network-model';
import { readCheckpoint } from './checkpoint-files';
import type { StoredRun } from './read-run';

/** A saved network, and how its images must be prepared. */
export interface StoredModel {
  /** The trained network, not compiled. */
  model: LayersModel;
  /** How its images must be prepared. */
  facts: NetworkFacts;
  /** The end of its training, from which it can go on; undefined where that was not saved. @throws MlpLabError `bad-data`. */
  checkpoint(): Promise<Checkpoint | undefined>;
}

/**
 * Passes a run's networks to `use`, an ensemble's in order, and frees them afterwards.
 *
 * @param options.registry has the plugins whose layers the networks contain.
 * @throws MlpLabError `unavailable` if they were not saved; `bad-data` for damaged ones.
 */
export async function withStoredModels<Result>(
  { dir, networks, stopped }: StoredRun,
  { row, run, registry }: { row: Row; run: Run; registry: Registry },
  use: (models: StoredModel[]) => Result | Promise<Result>,
): Promise<Result> {
  const ids = runTaskIds(row, run);
  if (dir === undefined || !ids.every((id) => networks.get(id)?.hasModel))
    throw new MlpLabError('unavailable', `the networks of ${row.variant}, seed ${run.seed}, were not saved`);
  const { tf } = await loadBackend(defaultBackend);
  registry.register(tf);
  registerLayers(tf);
  const models: StoredModel[] = [];
  try {
    for (const id of ids) {
      const file = join(dir, 'models', `${id}.json`);
      const model = await loadModel(handlerOf(dir, id, networks.get(id)?.model), file);
      const checkpoint = async () =>
        (stopped?.get(id) ?? (await readCheckpoint(join(dir, 'networks', id))))?.checkpoint;
      models.push({ model, facts: factsOrDispose(model, file), checkpoint });
    }
    return await use(models);
  } finally {
    for (const { model } of models) model.dispose();
  }
}

function factsOrDispose(model: LayersModel, file: string): NetworkFacts {
  try {
    return factsOf(model, file);
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** A saved network as TensorFlow.js stores it; undefined if it was not saved. @throws MlpLabError `bad-data` for a damaged one. */
export async function storedModel({ dir, networks }: StoredRun, id: string): Promise<io.ModelArtifacts | undefined> {
  if (dir === undefined || !networks.get(id)?.hasModel) return undefined;
  return handlerOf(dir, id, networks.get(id)?.model).load!();
}

/** Of a network at hand, or in a file. */
const handlerOf = (dir: string, id: string, model?: io.ModelArtifacts): io.IOHandler =>
  model ? { load: async () => model } : folderHandler(join(dir, 'models'), id);

/** Images without labels. */
export type Pictures = Omit<ImageSet, 'labels'>;

/**
 * The predictions of a run's networks and of their vote for images, by the engine.
 *
 * @throws MlpLabError as `withStoredModels`; `invalid-argument` for images of another size than the networks were trained on.
 */
export function answersTo(
  pictures: Pictures,
  stored: StoredRun,
  options: { row: Row; run: Run; registry: Registry },
): Promise<RunAnswers> {
  const { voting, weights } = options.run.ensemble ?? {};
  return withStoredModels(stored, options, async (models) => {
    const answers: Float32Array[] = [];
    for (const { model, facts } of models) {
      checkSize(pictures, facts);
      const set = { ...pictures, labels: new Uint8Array(pictures.count) };
      const given = { name: model.name, model, scale: facts.scale, pixels: facts.pixels };
      answers.push((await answerImages(given, set, { classes: facts.classes })).probabilities);
    }
    return runAnswers(answers, models[0].facts.classes, voting, weights);
  });
}

function checkSize({ height, width }: Pictures, facts: NetworkFacts): void {
  if (height === facts.height && width === facts.width) return;
  throw new MlpLabError(
    'invalid-argument',
    `images: expected ${facts.height} × ${facts.width} pixels, as the networks were trained on, received ${height} × ${width}`,
  );
}
