// Reads what `run-folder.ts` writes, or a report alone, and checks it. Node only.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkString, MlpLabError } from '@mlp-lab/core';
import type { io } from '@tensorflow/tfjs-core';
import { checkReport, checkRunConfig } from '../report/check-report';
import { REPORT_SCHEMA, type Report } from '../report/report';
import { restoreReport } from '../report/report-json';
import type { TaskCheckpoint } from '../train/checkpoint-codec';
import type { Task, TaskResult } from '../train/task';
import { CHECKPOINT_ENDING, readCheckpoint } from './checkpoint-files';
import type { PluginDigests } from './plugin-digests';
import { readJson } from './read-json';
import { readNetwork } from './read-network';
import { CONFIG_SCHEMA, type RunConfig } from './run-config';
import { unseal } from './seal';

/** What was saved of a comparison. */
export interface StoredRun {
  /** The folder; absent for a report alone. */
  dir?: string;
  /** The settings of the comparison; absent for a report alone. */
  config?: RunConfig;
  /** Absent if the run was interrupted before it was complete: see `reportSoFar`. */
  report?: Report;
  /** The trained networks, by their tasks' ids. */
  networks: ReadonlyMap<string, StoredNetwork>;
  /** The networks whose training was stopped, by their tasks' ids: see `withStopped`. */
  stopped?: ReadonlyMap<string, TaskCheckpoint>;
}

/** One network of a run folder. */
export interface StoredNetwork {
  /** What was trained. */
  task: Task;
  /** What the training gave. */
  result: TaskResult;
  /** Whether the network itself was saved: see `withStoredModels`. */
  hasModel: boolean;
  /** The network, if it is at hand and not in a file: one that was stopped in training. */
  model?: io.ModelArtifacts;
  /** Which of its files is another than was written, and what to do; absent where none is. */
  damage?: string;
  /** The SHA-256 of the plugins' code that took part, by their titles, where it was known. */
  plugins?: PluginDigests;
}

/**
 * Reads what a comparison with `out` saved.
 *
 * @param path the folder, its `report.json`, or any other file with a report.
 * @throws MlpLabError `io` if there is nothing to read; `bad-data` for anything but a run folder or a report, for damaged files, and
 * for those of another version: the message gives the file and the path in it.
 */
export async function readRun(path: string): Promise<StoredRun> {
  checkString('path', path);
  const found = await stat(path).catch((cause) => {
    throw new MlpLabError('io', `${path}: expected a run folder or a report: ${cause.message}`, { cause });
  });
  if (found.isDirectory()) return readFolder(path);
  const isOfFolder = basename(path) === 'report.json' && (await exists(join(dirname(path), 'config.json')));
  if (isOfFolder) return readFolder(dirname(path));
  return { report: await readReport(path, true), networks: new Map() };
}

async function readFolder(dir: string): Promise<StoredRun> {
  const [hasConfig, hasReport] = await Promise.all(
    ['config.json', 'report.json'].map((name) => exists(join(dir, name))),
  );
  if (!hasConfig && !hasReport)
    throw new MlpLabError('bad-data', `${dir} is not a run folder: expected config.json or report.json in it`);
  const config = hasConfig ? await readConfig(join(dir, 'config.json')) : undefined;
  const found = hasReport ? await readReport(join(dir, 'report.json')) : undefined;
  const report = found && (!config || isReportOf(found, config)) ? found : undefined;
  const networks = await readNetworks(dir, (config ?? report!).dataset.test);
  const stopped = report ? undefined : await readStopped(dir, config!, networks);
  return { dir, config, report, networks, ...(stopped && { stopped }) };
}

/** The networks that have not been trained for all epochs that the run asks for. */
async function readStopped(
  dir: string,
  { rows }: RunConfig,
  networks: ReadonlyMap<string, StoredNetwork>,
): Promise<Map<string, TaskCheckpoint>> {
  const asked = new Map(rows.map(({ variant, recipe }) => [variant, recipe.epochs]));
  const isWhole = ({ task, result }: StoredNetwork) => result.history.loss.length === asked.get(task.variant);
  const stopped = new Map<string, TaskCheckpoint>();
  for (const id of await idsIn(join(dir, 'networks'), CHECKPOINT_ENDING)) {
    const network = networks.get(id);
    const saved = network && isWhole(network) ? undefined : await readCheckpoint(join(dir, 'networks', id));
    const isHalfWay = saved && saved.checkpoint.epochs < (asked.get(saved.task.variant) ?? 0); // else only its answers are missing
    if (isHalfWay) stopped.set(id, saved);
  }
  return stopped;
}

/** The report may be that of an earlier comparison, if a later one with other rows was interrupted in the same folder. */
function isReportOf({ rows }: Report, config: RunConfig): boolean {
  const epochs = new Map(config.rows.map(({ variant, recipe }) => [variant, recipe.epochs]));
  if (rows.some(({ variant, runs }) => runs.some((run) => run.epochs !== epochs.get(variant)))) return false;
  const reported = rows.map(({ variant, runs, failures = [] }) => ({
    variant,
    seeds: [...runs, ...failures].map(({ seed }) => seed),
  }));
  const asked = config.rows.map(({ variant }) => ({ variant, seeds: config.seeds }));
  const inOrder = (list: typeof reported) => list.map(({ variant, seeds }) => ({ variant, seeds: [...seeds].sort() }));
  return isDeepStrictEqual(inOrder(reported), inOrder(asked));
}

async function readNetworks(dir: string, testImages: number): Promise<Map<string, StoredNetwork>> {
  const models = new Set(await idsIn(join(dir, 'models'), '.json'));
  const ids = await idsIn(join(dir, 'networks'), '.json');
  const networks = await Promise.all(
    ids.map(async (id): Promise<StoredNetwork> => {
      const { task, result, probabilities, damage, plugins } = await readNetwork(join(dir, 'networks', id), testImages);
      const known = { ...(damage && { damage }), ...(plugins && { plugins }) };
      return { task, result: { ...result, probabilities }, hasModel: models.has(task.id), ...known };
    }),
  );
  return new Map(networks.map((network) => [network.task.id, network]));
}

/** The names of a folder's files that end so, without the ending. */
async function idsIn(dir: string, ending: string): Promise<string[]> {
  const names = await readdir(dir).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new MlpLabError('bad-data', `${dir} is damaged: expected a folder: ${cause.message}`, { cause });
  });
  return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
}

async function readReport(file: string, isNamed = false): Promise<Report> {
  return restoreReport(checkReport(await readJson(file, REPORT_SCHEMA, isNamed), `${file}:`));
}

async function readConfig(file: string): Promise<RunConfig> {
  const value = checkRunConfig(await readJson(file, CONFIG_SCHEMA), `${file}:`);
  const { files: _, ...config } = unseal(value).value as RunConfig & { files?: unknown }; // see `changedFiles`
  return config;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
