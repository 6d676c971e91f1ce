// RUN of `plot` and `report` → all that charts are drawn from: the report, one chosen run of it, its answers and images.
import { type Dataset, firstImages, MlpLabError } from '@mlp-lab/core';
import { bestRow, type LayerMoment, type Report, type Row, type Run } from '@mlp-lab/experiment';
import {
  type RunAnswers,
  type RunConfig,
  readRun,
  reportSoFar,
  type StoredModel,
  type StoredRun,
  storedAnswers,
  storedMoments,
  withStoredModels,
} from '@mlp-lab/experiment/node';
import { type Registry, suggestNames } from '@mlp-lab/models';
import { loadDataset } from './data/load-dataset';

export interface OpenRunOptions {
  /** The notebook's variants, and those of the user's plugins. */
  registry: Registry;
  /** Where the run's data is, if it is not the installed MNIST. */
  data?: string;
  /** The row that the charts of one network are of. @default the one with the best test accuracy */
  variant?: string;
  /** The run of that row. @default its first */
  seed?: number;
}

/** The data set as far as a run used it. */
export interface RunDataset extends Dataset {
  /** The training images that there are in all. */
  available: number;
}

/** One run of a row. */
export interface ChosenRun {
  row: Row;
  run: Run;
}

export interface OpenedRun {
  stored: StoredRun;
  config?: RunConfig;
  report: Report;
  /** False where the run was ended early: the report is of what is complete. */
  isComplete: boolean;
  registry: Registry;
  chosen: ChosenRun;
  /**
   * Loaded once.
   *
   * @throws MlpLabError where it can't be loaded or is not the run's.
   */
  dataset(): Promise<RunDataset>;
  /**
   * What the chosen run answered to the test images.
   *
   * @throws MlpLabError `unavailable` where its networks were not kept.
   */
  answers(): RunAnswers;
  /** The measures of its layers; undefined where there are none. */
  moments(): LayerMoment[] | undefined;
  /**
   * Hands over the chosen run's networks, and frees them.
   *
   * @throws MlpLabError `unavailable` where they were not kept.
   */
  useModels<Result>(use: (models: StoredModel[]) => Result | Promise<Result>): Promise<Result>;
}

/** @throws MlpLabError for what can't be read (see `readRun`); `unknown-name` for a row or a seed that it has not. */
export async function openRun(path: string, { registry, data, variant, seed }: OpenRunOptions): Promise<OpenedRun> {
  const stored = await readRun(path);
  const info = (stored.report ?? stored.config!).dataset;
  let loaded: Promise<RunDataset> | undefined;
  const dataset = () => {
    loaded ??= loadSame(info, data);
    return loaded;
  };
  const report = stored.report ?? reportSoFar(stored, { registry, dataset: await dataset() });
  const chosen = choose(report, variant, seed);
  return {
    stored,
    config: stored.config,
    report,
    isComplete: stored.report !== undefined,
    registry,
    chosen,
    dataset,
    answers() {
      const { row, run } = chosen;
      const answers = storedAnswers(stored, row, run);
      if (answers) return answers;
      throw new MlpLabError('unavailable', `the answers of ${row.variant}, seed ${run.seed}, were not kept`);
    },
    moments: () => storedMoments(stored, chosen.row, chosen.run),
    useModels: (use) => withStoredModels(stored, { ...chosen, registry }, use),
  };
}

async function loadSame(info: Report['dataset'], data: string | undefined): Promise<RunDataset> {
  const { train, test, ...dataset } = await loadDataset({ data });
  if (dataset.name !== info.name || train.count < info.train || test.count < info.test)
    throw new MlpLabError(
      'bad-data',
      `the run is of ${info.name} with ${info.train} training and ${info.test} test images, received ${dataset.name} with ` +
        `${train.count} and ${test.count}: give the run's own by --data`,
    );
  return {
    ...dataset,
    train: firstImages(train, info.train),
    test: firstImages(test, info.test),
    available: train.count,
  };
}

function choose({ rows }: Report, variant: string | undefined, seed: number | undefined): ChosenRun {
  const trained = rows.filter(({ runs }) => runs.length > 0);
  if (trained.length === 0) throw new MlpLabError('bad-data', 'the report has no run: all of its networks failed');
  const row = variant === undefined ? bestRow(trained) : trained.find((row) => row.variant === variant);
  if (!row) {
    const names = trained.map(({ variant }) => variant);
    throw new MlpLabError('unknown-name', `the run has no row '${variant}': ${suggestNames(variant!, names)}`);
  }
  const run = seed === undefined ? row.runs[0] : row.runs.find((run) => run.seed === seed);
  if (run) return { row, run };
  const seeds = row.runs.map((run) => run.seed).join(', ');
  throw new MlpLabError('unknown-name', `${row.variant} has no seed ${seed}: expected one of ${seeds}`);
}
