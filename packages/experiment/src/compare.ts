// The whole line: variants × seeds → tasks → executor → runs → report.
import {
  checkBoolean,
  checkCount,
  checkOptions,
  checkString,
  type Dataset,
  MlpLabError,
  mapLimited,
} from '@mlp-lab/core';
import { datasetDigest } from '@mlp-lab/data-mnist';
import { notebookRows, type Registry, type Variant } from '@mlp-lab/models';
import type { BackendOptions } from './backends/backend';
import { AUTO, checkBackend, defaultBackend } from './backends/definitions';
import { loadBackend } from './backends/load-backend';
import type { Executor } from './executor/executor';
import { openExecutor } from './executor/open-executor';
import type { RegistryModule } from './executor/registry-module';
import { requirementsOf } from './executor/requirements';
import { madeBy, makerTitle } from './made-by';
import type { Weights } from './plan/ensemble-weights';
import { longestFirst } from './plan/longest-first';
import { type AskedVariant, allNetworks, type Plan, type PlannedNetwork, plan } from './plan/plan';
import type { Overrides, Protocol } from './plan/protocol';
import { assemble, type Outcome } from './report/assemble';
import { datasetInfo } from './report/dataset-info';
import type { Report } from './report/report';
import { type RunConfig, runConfig } from './run-folder/run-config';
import type { RunFolder } from './run-folder/run-folder';
import type { Task, TaskProgress } from './train/task';

export interface CompareOptions extends Overrides, BackendOptions {
  registry: Registry;
  dataset: Dataset;
  /** Names, patterns (`opt/*`), names with options, or variants. @default the notebook's rows in its order, then `combined` */
  variants?: readonly AskedVariant[];
  /** The variant that rows are described against and, if it is one of the rows, compared with. @default 'baseline' */
  baseline?: string | Variant;
  /** @default 'as-published' */
  protocol?: Protocol;
  /** Each variant is trained once per seed. @default [1] */
  seeds?: readonly number[];
  /** What computes: a name in `listBackends()`, or `auto` for the fastest one available here. @default 'engine' */
  backend?: string;
  /**
   * How many networks train at the same time, each on its own thread (in a browser, a Web Worker), but no more than there are cores;
   * with 1, the caller's thread trains, unless a plugin's code takes part. It doesn't affect the numbers. @default 1
   */
  jobs?: number;
  /**
   * Trains the networks. It must offer the `backend`, which is not looked for here (`auto` then means the engine), and stays open
   * afterwards. @default an executor for `jobs` networks at a time, closed at the end
   */
  executor?: Executor;
  /** The address of the threads' script, where the bundler does not find it: see `openExecutor`. @default beside this module */
  workerUrl?: string | URL;
  /** Where threads find the registry. Without it, networks that need a plugin train on the caller's thread. */
  registryModule?: RegistryModule;
  /** A folder for each trained network and the report. The same call resumes an interrupted comparison. Node only. */
  out?: string;
  /** Weights of ensembles' votes: one number per member, or 'fit' for those with the least log loss on the validation images. @default equal weights */
  weights?: Weights;
  /**
   * On how many of the first training images to measure every network's layers, before training and after each epoch, as `inspect`
   * does. The measures are saved in `out`. They take time, but don't affect training. @default none
   */
  probe?: number;
  /** Whether networks in `out` with a damaged or missing file are trained again. Otherwise damage is refused. @default false */
  repair?: boolean;
  /** The command line that started the comparison, saved in `out` so that it can be repeated. */
  command?: readonly string[];
  onProgress?(event: CompareEvent): void;
  signal?: AbortSignal;
}

/** What happens while a comparison runs. */
export type CompareEvent =
  /** All networks of the comparison. `kept` of them are in `out` already and are not trained again; `warnings` says what to know of them. */
  | { type: 'planned'; tasks: readonly Task[]; kept: number; config: RunConfig; warnings?: readonly string[] }
  | { type: 'training'; task: Task; progress: TaskProgress }
  | { type: 'trained'; task: Task; seconds: number }
  | { type: 'failed'; task: Task; message: string }
  /** A run is complete. `report` contains all complete runs. */
  | { type: 'run'; report: Report };

/**
 * Trains every variant under every seed and reports the results.
 *
 * A network that can't be built, whose training diverges or whose thread ends (it crashed, exited or ran out of memory) is reported in
 * its row's `failures`; the other networks continue.
 *
 * @throws MlpLabError `unknown-name` or `invalid-argument` for invalid options, before any training; `unavailable` if the backend
 * can't start, the executor loses its only worker, or another process is writing to `out`; `io` if `out` can't be written to; `bad-data`
 * if a file in it is damaged; `aborted` by `signal`.
 */
export async function compare(options: CompareOptions): Promise<Report> {
  checkOptions('compare', { jobs: options.jobs, out: options.out, repair: options.repair }, OPTIONS);
  const { registry, variants = notebookRows, baseline = 'baseline', protocol = 'as-published', seeds = [1] } = options;
  const { epochs, batchSize, scale, set, weights, probe } = options;
  const { out } = options;
  const backend = await chooseBackend(options);
  const dataset = { ...options.dataset, digest: await datasetDigest(options.dataset) };
  const overrides = { epochs, batchSize, scale, set };
  const planned = plan({ registry, variants, baseline, dataset, protocol, seeds, backend, overrides, weights, probe });
  const folder = out === undefined ? undefined : await openFolder(out, planned);
  try {
    return await trainAll(planned, folder, options);
  } finally {
    await folder?.close();
  }
}

const OPTIONS = { jobs: checkCount, out: checkString, repair: checkBoolean };

async function trainAll(planned: Plan, folder: RunFolder | undefined, options: CompareOptions): Promise<Report> {
  const { command, repair, onProgress, signal, jobs = 1 } = options;
  const { dataset } = planned;
  const networks = allNetworks(planned);
  const tasks = networks.map(({ task }) => task);
  const saved = await folder?.load(tasks, { repair });
  const outcomes = new Map<string, Outcome>(saved?.results ?? []);
  const config = runConfig(planned, command);
  await folder?.writeConfig(config);
  const warnings = [...(saved?.warnings ?? []), ...otherMakers(outcomes)];
  onProgress?.({ type: 'planned', tasks, kept: outcomes.size, config, ...(warnings.length > 0 && { warnings }) });

  const executor = options.executor ?? openExecutorFor(planned, tasks.length, options);
  try {
    const left = networks.filter(({ task }) => !outcomes.has(task.id));
    const failed = new AbortController(); // a failure of the whole comparison ends the networks in training
    const ending = AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]);
    await mapLimited(jobs > 1 ? longestFirst(left, dataset) : left, jobs, async (network) => {
      const ownEnding = AbortSignal.any([ending]); // thousands of networks may wait in a queue, each with its listener
      const outcome = train(network, executor, { dataset, folder, onProgress, signal: ownEnding });
      outcomes.set(network.task.id, await outcome.catch((error) => endAll(failed, error)));
      if (network.run.tasks.every(({ id }) => outcomes.has(id)))
        onProgress?.({ type: 'run', report: assemble(planned, outcomes) });
    });
  } finally {
    if (executor !== options.executor) await executor.close();
  }
  const report = assemble(planned, outcomes);
  await folder?.writeReport(report);
  return report;
}

/** What trained the kept networks, where it is not this program. */
function otherMakers(kept: ReadonlyMap<string, Outcome>): string[] {
  const makers = [...kept.values()].map((outcome) => ('madeBy' in outcome ? outcome.madeBy : undefined));
  const titles = makers.map((maker) =>
    maker ? makerTitle(maker) : 'a version of mlp-lab that kept no record of itself',
  );
  const others = [...new Set(titles)].filter((title) => title !== makerTitle(madeBy));
  return others.map((title) => {
    const count = titles.filter((other) => other === title).length;
    return `${count} kept ${count === 1 ? 'network was' : 'networks were'} trained by ${title}, this is ${makerTitle(madeBy)}: the same task may give other numbers`;
  });
}

/** Loads the backend before any training, unless the caller's executor has it. */
async function chooseBackend({ backend = defaultBackend, executor, wasmPaths }: CompareOptions): Promise<string> {
  if (executor === undefined) return (await loadBackend(backend, { wasmPaths })).name;
  checkBackend(backend);
  return backend === AUTO ? defaultBackend : backend;
}

function openExecutorFor(
  { dataset, rows }: Plan,
  networks: number,
  { registry, registryModule, workerUrl, wasmPaths, jobs = 1 }: CompareOptions,
): Executor {
  const runsOthersCode = rows.some(({ runs: [{ tasks }] }) => tasks[0].plugins); // it may end its thread
  const threads = jobs > 1 || (registryModule && runsOthersCode) ? Math.min(jobs, networks) : 0;
  const variants = rows.map(({ variant }) => variant);
  return openExecutor({ dataset, registry, variants, threads, workerUrl, registryModule, wasmPaths });
}

/** Whether an error concerns one network: its row reports the failure, and the other networks continue. */
function isOwnFailure(error: unknown, executor: Executor): error is MlpLabError {
  if (!(error instanceof MlpLabError)) return false;
  return ['diverged', 'bad-model'].includes(error.code) || (error.code === 'unavailable' && !executor.lost);
}

async function train(
  { task, variant }: PlannedNetwork,
  executor: Executor,
  {
    dataset,
    folder,
    onProgress,
    signal,
  }: Pick<CompareOptions, 'dataset' | 'onProgress' | 'signal'> & { folder?: RunFolder },
): Promise<Outcome> {
  try {
    const assignment = { task, requires: requirementsOf(task, variant, dataset), keepModel: folder !== undefined };
    const { model: _, ...result } = await executor.run(assignment, {
      onProgress: (progress) => onProgress?.({ type: 'training', task, progress }),
      store: ({ model, ...result }) => folder?.save(task, result, model),
      signal,
    });
    onProgress?.({ type: 'trained', task, seconds: result.seconds });
    return result;
  } catch (error) {
    if (!isOwnFailure(error, executor)) throw error;
    onProgress?.({ type: 'failed', task, message: error.message });
    return { failure: error.message };
  }
}

function endAll(others: AbortController, error: unknown): never {
  others.abort();
  throw error;
}

async function openFolder(dir: string, planned: Plan): Promise<RunFolder> {
  const { openRunFolder } = await import('./run-folder/run-folder');
  if (!openRunFolder) throw new MlpLabError('unavailable', `out: not available in a browser, received ${dir}`);
  return openRunFolder(dir, datasetInfo(planned.dataset));
}
