// Shows why a network learns or doesn't: its layers before training and after each epoch, variants side by side.
import { type Arithmetic, checkCount, checkFunction, type Dataset, invalidArgument } from '@mlp-lab/core';
import { datasetDigest, toTrainingTensors } from '@mlp-lab/data-mnist';
import { fit } from '@mlp-lab/engine';
import type { Registry } from '@mlp-lab/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BackendOptions } from './backends/backend';
import { checkArithmetic } from './backends/check-arithmetic';
import { chooseBackend } from './backends/choose-backend';
import { loadBackend } from './backends/load-backend';
import { type Checks, checkExecutor, checkedLater, checkGiven, trainingChecks } from './check-options';
import type { Executor } from './executor/executor';
import { requirementsOf } from './executor/requirements';
import { type AskedVariant, checkProbe, type PlannedRow, plan } from './plan/plan';
import type { Overrides, Protocol } from './plan/protocol';
import { type DatasetInfo, datasetInfo } from './report/dataset-info';
import { type LayerSnapshot, recordSnapshots } from './train/record-snapshots';
import type { TaskProgress } from './train/task';

export const INSPECTION_SCHEMA = 'mlp-lab/inspection@1';

/** Options of `inspect`. */
export interface InspectOptions extends Overrides, BackendOptions {
  /** The variants and the plugins. */
  registry: Registry;
  /** The images to train on and to test with. */
  dataset: Dataset;
  /** As for `compare`. Of an ensemble, the first network is inspected. @default baseline, he-normal, relu, batch-norm */
  variants?: readonly AskedVariant[] | undefined;
  /** Whether variants keep their published settings or share those of a controlled comparison. @default 'controlled' */
  protocol?: Protocol | undefined;
  /** The seed of all networks. @default 1 */
  seed?: number | undefined;
  /** On how many of the first training images to measure. @default 1000 */
  probe?: number | undefined;
  /** What computes: a name in `listBackends()`, or `auto` for the fastest one available here. @default 'engine' */
  backend?: string | undefined;
  /** How the engine multiplies and adds: see `fit`. @default 'separate' */
  arithmetic?: Arithmetic | undefined;
  /** Called after each measurement. Epoch 0 is before training. */
  onProgress?: ((event: { variant: string; epoch: number; epochs: number }) => void) | undefined;
  /** Called with every measurement and the network's weights at that time. */
  onMeasured?: ((event: Measured) => void) | undefined;
  /**
   * Trains the networks, as many at once as it likes; it must offer the `backend`, and stays open. It brings no weights for `onMeasured`.
   * @default this thread, one network after another
   */
  executor?: Executor | undefined;
  /** The most threads that train a network together, as for `fit`. @default the number of cores */
  threads?: number | undefined;
  /** Ends the inspection with an MlpLabError `aborted`. */
  signal?: AbortSignal | undefined;
}

/** One measurement, as it is made. */
export interface Measured {
  /** Its full name. */
  variant: string;
  /** The measures of its layers. */
  snapshot: LayerSnapshot;
  /** By layer and name, `dense_1/kernel`; copies. */
  weights: Record<string, Float32Array>;
}

/** Plain JSON. */
export interface Inspection {
  /** The format and its version. */
  schema: typeof INSPECTION_SCHEMA;
  /** The data set, without its images. */
  dataset: DatasetInfo;
  /** Which settings the variants had. */
  protocol: Protocol;
  /** The seed of all networks. */
  seed: number;
  /** On how many of the first training images was measured. */
  probe: number;
  /** One for each variant, in order. */
  variants: InspectedVariant[];
}

/** The measurements of one variant. */
export interface InspectedVariant {
  /** Its full name. */
  variant: string;
  /** Its name for people. */
  title: string;
  /** What it changes from the baseline, a phrase each. */
  changes: string[];
  /** What else differs from the baseline, a phrase each. */
  differs: string[];
  /** How many epochs it trained. */
  epochs: number;
  /** Before training, then after each epoch: `epochs` + 1 snapshots. */
  snapshots: LayerSnapshot[];
}

/**
 * Trains each variant and measures its layers on the same images, in training mode but without dropout. Measuring doesn't affect
 * training: the networks are those that `compare` trains under the seed.
 *
 * @throws MlpLabError as `compare`; `diverged` if a loss becomes NaN; `bad-model` for a network that is not a chain of layers.
 */
export async function inspect(given: InspectOptions): Promise<Inspection> {
  const options = checkGiven('inspect', given, CHECKS, ['registry', 'dataset']);
  const { registry, variants = DEFAULT_VARIANTS, protocol = 'controlled', seed = 1, probe = 1000 } = options;
  const { epochs, batchSize, scale, set } = options;
  checkProbe(probe);
  const { executor, arithmetic, onMeasured } = options;
  if (executor && onMeasured)
    throw invalidArgument('onMeasured', 'none beside an executor, which brings no weights of every epoch', onMeasured);
  const backend = await chooseBackend(options);
  checkArithmetic(arithmetic, backend, executor === undefined);
  const dataset = { ...options.dataset, digest: await datasetDigest(options.dataset) };
  const overrides = { epochs, batchSize, scale, set };
  const planned = plan({
    registry,
    variants,
    baseline: 'baseline',
    dataset,
    protocol,
    seeds: [seed],
    backend,
    arithmetic,
    overrides,
    probe,
  });
  const inspected = executor
    ? await inspectThere(planned.rows, { ...options, executor, dataset })
    : await inspectHere(planned.rows, { ...options, backend, probe });
  return { schema: INSPECTION_SCHEMA, dataset: datasetInfo(dataset), protocol, seed, probe, variants: inspected };
}

const CHECKS: Checks<InspectOptions> = {
  ...trainingChecks,
  seed: checkedLater,
  threads: checkCount,
  executor: checkExecutor,
  onMeasured: checkFunction,
};

const DEFAULT_VARIANTS = ['baseline', 'he-normal', 'relu', 'batch-norm'];

type WithDefaults = InspectOptions & { backend: string; probe: number };

async function inspectHere(rows: readonly PlannedRow[], options: WithDefaults): Promise<InspectedVariant[]> {
  const inspected: InspectedVariant[] = [];
  for (const row of rows) inspected.push(await inspectRow(row, options));
  return inspected;
}

/** All at once; the first failure ends the others. */
async function inspectThere(
  rows: readonly PlannedRow[],
  { executor, dataset, threads, onProgress, signal }: InspectOptions & { executor: Executor },
): Promise<InspectedVariant[]> {
  const failed = new AbortController();
  const ending = AbortSignal.any(signal ? [failed.signal, signal] : [failed.signal]);
  return Promise.all(
    rows.map(async (row) => {
      const { variant } = row;
      const [task] = row.runs[0].tasks;
      const report = ({ epoch, epochs, isEpochEnd }: TaskProgress) =>
        isEpochEnd && onProgress?.({ variant: variant.name, epoch, epochs });
      const requires = requirementsOf(task, variant, dataset);
      try {
        const { snapshots = [] } = await executor.run(
          { task, requires },
          { onProgress: report, signal: ending, ...(threads !== undefined && { threads }) },
        );
        return inspectedVariant(row, snapshots);
      } catch (error) {
        failed.abort();
        throw error;
      }
    }),
  );
}

const inspectedVariant = (
  { variant, changes, differs, recipe: { epochs } }: PlannedRow,
  snapshots: LayerSnapshot[],
): InspectedVariant => ({ variant: variant.name, title: variant.title, changes, differs, epochs, snapshots });

async function inspectRow(
  row: PlannedRow,
  { registry, dataset, backend, probe, threads, arithmetic, onProgress, onMeasured, signal }: WithDefaults,
): Promise<InspectedVariant> {
  const { variant, recipe } = row;
  const [{ seed }] = row.runs[0].tasks;
  const { epochs, batchSize, validationSplit, scale } = recipe;
  const { tf, compile } = await loadBackend(backend);
  const { train } = toTrainingTensors(dataset, { scale });
  const model = registry.build(variant, { tf, seed, inputSize: train.x.shape[1], classes: dataset.classes, recipe });
  const recorder = recordSnapshots(tf, model, train, {
    probe,
    onSnapshot(snapshot) {
      onProgress?.({ variant: variant.name, epoch: snapshot.epoch, epochs });
      onMeasured?.({ variant: variant.name, snapshot, weights: weightsOf(model) });
    },
  });
  try {
    const callbacks = recorder.callback;
    await fit(model, train.x, train.y, {
      epochs,
      batchSize,
      validationSplit,
      seed,
      compile,
      threads,
      arithmetic,
      signal,
      callbacks,
    });
  } finally {
    recorder.dispose();
    model.dispose();
  }
  return inspectedVariant(row, recorder.snapshots);
}

const weightsOf = ({ layers }: LayersModel): Record<string, Float32Array> =>
  Object.fromEntries(
    layers.flatMap((layer) =>
      layer.weights.map((weight) => {
        const name = weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1);
        return [`${layer.name}/${name}`, Float32Array.from(weight.read().dataSync())];
      }),
    ),
  );
