// Why a network learns or does not: its layers before training and after each epoch, variants side by side.
import type { Dataset } from '@mlp-lab/core';
import { MlpLabError } from '@mlp-lab/core';
import { type SetTensors, toTrainingTensors } from '@mlp-lab/data-mnist';
import { fit } from '@mlp-lab/engine';
import type { Registry, TensorFlow, Variant } from '@mlp-lab/models';
import type { BackendOptions } from './backends/backend';
import { defaultBackend } from './backends/definitions';
import { loadBackend } from './backends/load-backend';
import { type LayerMeasure, measureLayers } from './measure-layers';
import { type PlannedRow, plan } from './plan/plan';
import type { Overrides, Protocol } from './plan/protocol';
import { datasetInfo } from './report/assemble';
import type { Report } from './report/report';

export const INSPECTION_SCHEMA = 'mlp-lab/inspection@1';

export interface InspectOptions extends Overrides, BackendOptions {
  registry: Registry;
  dataset: Dataset;
  /** Names, patterns or variants; of an ensemble, its first network. @default baseline, he-normal, relu, batch-norm */
  variants?: readonly (string | Variant)[];
  /** @default 'controlled' */
  protocol?: Protocol;
  /** @default 1 */
  seed?: number;
  /** How many of the first training images are looked at. @default 1000 */
  probe?: number;
  /** What trains: a name in `listBackends()`, or `auto` for the fastest that can be had here. @default 'engine' */
  backend?: string;
  /** After each measurement: `epoch` counts from 0, before training. */
  onProgress?(event: { variant: string; epoch: number; epochs: number }): void;
  signal?: AbortSignal;
}

/** Plain JSON. */
export interface Inspection {
  schema: typeof INSPECTION_SCHEMA;
  dataset: Report['dataset'];
  protocol: Protocol;
  seed: number;
  probe: number;
  variants: InspectedVariant[];
}

export interface InspectedVariant {
  variant: string;
  title: string;
  changes: string[];
  differs: string[];
  epochs: number;
  /** Before training, then after each epoch: `epochs` + 1 moments. */
  moments: { epoch: number; layers: LayerMeasure[] }[];
}

/**
 * Trains each variant and measures its layers on the same images, as training sees them, but without dropout. Measuring changes
 * nothing: the networks are those of `compare` under the seed.
 *
 * @throws MlpLabError as `compare`; `diverged` where a loss becomes NaN; `bad-model` for a network that is no chain of layers.
 */
export async function inspect(options: InspectOptions): Promise<Inspection> {
  const { registry, dataset, variants = DEFAULT_VARIANTS, protocol = 'controlled', seed = 1, probe = 1000 } = options;
  const { epochs, batchSize, scale } = options;
  if (!Number.isInteger(probe) || probe < 1)
    throw new MlpLabError('invalid-argument', `probe: expected a positive integer, received ${probe}`);
  const { name: backend } = await loadBackend(options.backend ?? defaultBackend, options);
  const overrides = { epochs, batchSize, scale };
  const planned = plan({
    registry,
    variants,
    baseline: 'baseline',
    dataset,
    protocol,
    seeds: [seed],
    backend,
    overrides,
  });
  const inspected: InspectedVariant[] = [];
  for (const row of planned.rows) inspected.push(await inspectRow(row, { ...options, backend, probe }));
  return { schema: INSPECTION_SCHEMA, dataset: datasetInfo(dataset), protocol, seed, probe, variants: inspected };
}

const DEFAULT_VARIANTS = ['baseline', 'he-normal', 'relu', 'batch-norm'];

async function inspectRow(
  { variant, recipe, changes, differs, runs: [run] }: PlannedRow,
  { registry, dataset, backend, probe, onProgress, signal }: InspectOptions & { backend: string; probe: number },
): Promise<InspectedVariant> {
  const [{ seed }] = run.tasks;
  const { epochs, batchSize, validationSplit, scale } = recipe;
  const { tf, compile } = await loadBackend(backend);
  const { train } = toTrainingTensors(dataset, { scale });
  const model = registry.build(variant, { tf, seed, inputSize: train.x.shape[1], classes: dataset.classes, recipe });
  const images = probeTensors(tf, train, probe);
  const moments: InspectedVariant['moments'] = [];
  const measure = async () => {
    moments.push({ epoch: moments.length, layers: await measureLayers(tf, model, images) });
    onProgress?.({ variant: variant.name, epoch: moments.length - 1, epochs });
  };
  try {
    await measure();
    const callbacks = { onEpochEnd: measure };
    await fit(model, train.x, train.y, { epochs, batchSize, validationSplit, seed, compile, signal, callbacks });
  } finally {
    tf.dispose([images.x, images.y]);
    model.dispose();
  }
  return { variant: variant.name, title: variant.title, changes, differs, epochs, moments };
}

/** The first images, at most as many as there are. */
function probeTensors(tf: TensorFlow, { x, y }: SetTensors, probe: number) {
  const first = ({ data, shape: [count, width] }: SetTensors['x' | 'y']) => {
    const rows = Math.min(probe, count);
    return tf.tensor2d(Float32Array.from(data.subarray(0, rows * width)), [rows, width]);
  };
  return { x: first(x), y: first(y) };
}
