// A run folder, or a report alone → all that charts and pages are made from.
import { checkFunction, checkObject, type Dataset, MlpLabError, omitNulls } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import { type DatasetInfo, datasetInfo, differentDatasets, isSameDataset } from '@mlp-lab/experiment';
import {
  imagesOfRun,
  readRun,
  type StoredModel,
  type StoredRun,
  storedModel,
  withStopped,
  withStoredModels,
} from '@mlp-lab/experiment/node';
import { checkRegistry, type Registry } from '@mlp-lab/models';
import { chooseRun, type RunChoice } from './choose-run';
import type { ChosenRun, RunData } from './run-data';

/** Options of `openRun`. */
export interface OpenRunOptions extends RunChoice {
  /** The notebook's variants, and those of the run's plugins. */
  registry: Registry;
  /** Loads the data set of the run. @default MNIST, by `loadMnist()` */
  loadDataset?: (() => Promise<Dataset>) | undefined;
}

/** A run folder that was read: all of `RunData` that it holds. */
export interface OpenedRun extends RunData {
  /** All that the folder holds. */
  stored: StoredRun;
  registry: Registry;
  chosen: ChosenRun;
  /**
   * Loaded once, with as many images as the run used.
   *
   * @throws MlpLabError where it can't be loaded or is not the run's.
   */
  dataset(): Promise<Dataset>;
  /**
   * Passes the chosen run's networks on, and disposes of them.
   *
   * @throws MlpLabError `unavailable` where they were not saved.
   */
  useModels<Result>(use: (models: StoredModel[]) => Result | Promise<Result>): Promise<Result>;
}

/**
 * Opens a kept run for `reportPage` and `runCharts`. Node only.
 *
 * @param path the run folder, its report.json, or any file with a report.
 * @throws MlpLabError for what can't be read (see `readRun`); `unknown-name` for a row or a seed that the run does not have.
 */
export async function openRun(path: string, options: OpenRunOptions): Promise<OpenedRun> {
  checkObject('options', options);
  const { registry, loadDataset = loadMnist, ...choice } = omitNulls(options);
  checkRegistry('registry', registry);
  checkFunction('loadDataset', loadDataset);
  const read = await readRun(path);
  const info = (read.report ?? read.config!).dataset;
  let loaded: Promise<{ dataset: Dataset; available: number }> | undefined;
  const load = () => {
    loaded ??= loadSame(info, loadDataset);
    return loaded;
  };
  const dataset = async () => (await load()).dataset;
  const { report, stored } = read.report
    ? { report: read.report, stored: read }
    : await withStopped(read, { registry, dataset: await dataset() });
  const chosen = chooseRun(report, choice);
  return {
    stored,
    config: stored.config,
    report,
    isComplete: stored.report !== undefined,
    networks: stored.networks,
    registry,
    chosen,
    dataset,
    available: async () => (await load()).available,
    model: (id) => storedModel(stored, id),
    useModels: (use) => withStoredModels(stored, { ...chosen, registry }, use),
  };
}

/** @throws MlpLabError `bad-data` for other images than the run's. */
async function loadSame(
  info: DatasetInfo,
  loadDataset: () => Promise<Dataset>,
): Promise<{ dataset: Dataset; available: number }> {
  const whole = await loadDataset();
  const dataset = await imagesOfRun(whole, info);
  if (dataset.name !== info.name || !isSameDataset(info, datasetInfo(dataset)))
    throw new MlpLabError(
      'bad-data',
      `the data set of the run: ${differentDatasets(info, datasetInfo(dataset))}: give the run's own (--data)`,
    );
  return { dataset, available: whole.train.count };
}
