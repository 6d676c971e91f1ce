// The whole line: variants × seeds → tasks → executor → runs → report.
import {
  type Arithmetic,
  checkBoolean,
  checkCount,
  checkFunction,
  checkNumber,
  checkObject,
  checkString,
  checkUrl,
  type Dataset,
  MlpLabError,
  mapLimited,
} from '@mlp-lab/core';
import { datasetDigest } from '@mlp-lab/data-mnist';
import { notebookRows, type Registry, type Variant } from '@mlp-lab/models';
import type { BackendOptions } from './backends/backend';
import { checkArithmetic } from './backends/check-arithmetic';
import { AUTO, checkBackend, defaultBackend } from './backends/definitions';
import { loadBackend } from './backends/load-backend';
import { type Checks, checkedLater, checkGiven, checkList, trainingChecks } from './check-options';
import { isRefusal } from './executor/connect';
import type { Executor } from './executor/executor';
import { openExecutor, workersFor } from './executor/open-executor';
import type { RegistryModule } from './executor/registry-module';
import { requirementsOf } from './executor/requirements';
import { madeBy, makerTitle } from './made-by';
import type { Weights } from './plan/ensemble-weights';
import { longestFirst } from './plan/longest-first';
import { missingClasses } from './plan/missing-classes';
import { type AskedVariant, allNetworks, type Plan, type PlannedNetwork, plan } from './plan/plan';
import type { Overrides, Protocol } from './plan/protocol';
import { assemble, type Outcome, settleRun } from './report/assemble';
import { datasetInfo } from './report/dataset-info';
import type { Report, RunHistory } from './report/report';
import { keepCheckpoints } from './run-folder/keep-checkpoints';
import type { PluginDigests } from './run-folder/plugin-digests';
import { type RunConfig, runConfig } from './run-folder/run-config';
import type { RunFolder } from './run-folder/run-folder';
import type { Checkpoint } from './train/checkpoint';
import type { Task, TaskProgress } from './train/task';

/** Options of `compare`. */
export interface CompareOptions extends Overrides, BackendOptions {
  /** The variants and the plugins. */
  registry: Registry;
  /** The images to train on and to test with. */
  dataset: Dataset;
  /** Names, patterns (`opt/*`), names with options, or variants. @default the notebook's rows in its order, then `combined` */
  variants?: readonly AskedVariant[];
  /** The variant that rows are described against and, if it is one of the rows, compared with. @default 'baseline' */
  baseline?: string | Variant;
  /** Whether rows keep their published settings or share those of a controlled comparison. @default 'as-published' */
  protocol?: Protocol;
  /** Each variant is trained once per seed. @default [1] */
  seeds?: readonly number[];
  /** What computes: a name in `listBackends()`, or `auto` for the fastest one available here. @default 'engine' */
  backend?: string;
  /**
   * How the engine multiplies and adds in training: see `fit`. Recorded with each network: it is never continued in another arithmetic.
   * @default 'separate'
   */
  arithmetic?: Arithmetic;
  /**
   * How many networks train at the same time, each on its own thread (in a browser, a Web Worker), but no more than there are cores;
   * with 1, the caller's thread trains, unless a plugin's code takes part. It doesn't affect the numbers. @default 1
   */
  jobs?: number;
  /**
   * The most threads that train one network together, as for `fit`: large networks alone take several. It doesn't affect the numbers.
   * @default as a network's training begins, the number of cores divided by that of networks in training
   */
  threads?: number;
  /**
   * Trains the networks. It must offer the `backend`, which is not looked for here (`auto` then means the engine), and stays open
   * afterwards. @default an executor for `jobs` networks at a time, closed at the end
   */
  executor?: Executor;
  /** The address of the threads' script, where the bundler does not find it: see `openExecutor`. @default beside this module */
  workerUrl?: string | URL;
  /** Where threads find the registry. Without it, networks that need a plugin train on the caller's thread. */
  registryModule?: RegistryModule;
  /**
   * The SHA-256 of the plugins' code, by `NAME VERSION`, kept with their networks in `out`: a later call with other code under the same
   * version tells.
   */
  pluginDigests?: PluginDigests;
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
  /**
   * Milliseconds of training after which a checkpoint of a network is saved in `out`, from which the same call resumes it. Networks that
   * train for less are saved at their end alone. @default 4500
   */
  checkpointEvery?: number;
  /** Told what was planned, of each step of training, and of the end. */
  onProgress?(event: CompareEvent): void;
  /** With `out`, the networks in training save a last checkpoint first. */
  signal?: AbortSignal;
}

/** What happens while a comparison runs. */
export type CompareEvent =
  /** All networks of the comparison. `kept` of them are in `out` already and are not trained again; `warnings` says what to know of them and of the data. */
  | { type: 'planned'; tasks: readonly Task[]; kept: number; config: RunConfig; warnings?: readonly string[] }
  /** A network's training goes on where it was stopped, or after the end of a training for fewer epochs. */
  | { type: 'resumed'; task: Task; epochs: number; history: RunHistory }
  | { type: 'training'; task: Task; progress: TaskProgress }
  | { type: 'trained'; task: Task; seconds: number }
  | { type: 'failed'; task: Task; message: string }
  /** The `signal` has ended a network's training; what was trained, so many whole epochs, is saved in `out`. */
  | { type: 'stopped'; task: Task; epochs: number }
  /** A run is complete. `report` contains all complete runs. */
  | { type: 'run'; report: Report };

/**
 * Trains every variant under every seed and reports the results.
 *
 * A network that can't be built, whose training diverges or whose thread ends (it crashed, exited or ran out of memory) is reported in
 * its row's `failures`; the other networks continue.
 *
 * @throws MlpLabError `unknown-name` or `invalid-argument` for invalid options, before any training; `unavailable` if the backend
 * can't start, the executor refuses a task or loses its only worker, or another process is writing to `out`; `io` if `out` can't be written to; `bad-data`
 * if a file in it is damaged; `aborted` by `signal`.
 */
export async function compare(given: CompareOptions): Promise<Report> {
  const options = checkGiven('compare', given, CHECKS, ['registry', 'dataset']);
  const { arithmetic, out } = options;
  const { registry, variants = notebookRows, baseline = 'baseline', protocol = 'as-published', seeds = [1] } = options;
  const { epochs, batchSize, scale, set, weights, probe } = options;
  const backend = await chooseBackend(options);
  checkArithmetic(arithmetic, backend, options.executor === undefined);
  const dataset = { ...options.dataset, digest: await datasetDigest(options.dataset) };
  const overrides = { epochs, batchSize, scale, set };
  const planned = plan({
    registry,
    variants,
    baseline,
    dataset,
    protocol,
    seeds,
    backend,
    arithmetic,
    overrides,
    weights,
    probe,
  });
  const folder = out === undefined ? undefined : await openFolder(out, planned, options.pluginDigests);
  try {
    return await trainAll(planned, folder, options);
  } finally {
    await folder?.close();
  }
}

const CHECKS: Checks<CompareOptions> = {
  ...trainingChecks,
  baseline: (name, value) => typeof value === 'string' || checkObject(name, value),
  seeds: checkList,
  jobs: checkCount,
  threads: checkCount,
  pluginDigests: checkObject,
  executor: (name, value) => checkFunction(`${name}.run`, (checkObject(name, value) as Executor).run),
  workerUrl: checkUrl,
  registryModule: checkObject,
  out: checkString,
  weights: checkedLater,
  repair: checkBoolean,
  command: checkList,
  checkpointEvery: checkNumber,
};

async function trainAll(planned: Plan, folder: RunFolder | undefined, options: CompareOptions): Promise<Report> {
  const { command, repair, onProgress, signal, jobs = 1 } = options;
  const { dataset } = planned;
  const networks = allNetworks(planned);
  const tasks = networks.map(({ task }) => task);
  const saved = await folder?.load(tasks, { repair });
  const outcomes = new Map<string, Outcome>(saved?.results ?? []);
  const config = runConfig(planned, command);
  await folder?.writeConfig(config);
  const warnings = [
    ...missingClasses(planned),
    ...(saved?.warnings ?? []),
    ...otherMakers(outcomes, tasks[0].arithmetic),
  ];
  onProgress?.({ type: 'planned', tasks, kept: outcomes.size, config, ...(warnings.length > 0 && { warnings }) });

  const executor = options.executor ?? openExecutorFor(planned, tasks.length, options);
  try {
    const left = networks.filter(({ task }) => !outcomes.has(task.id));
    const failed = new AbortController(); // a failure of the whole comparison ends the networks in training
    const { pause, abort } = stopSignals(signal, folder !== undefined);
    const ending = forMany(AbortSignal.any([failed.signal, abort]));
    const pausing = forMany(AbortSignal.any([pause]));
    const shared = { ...options, dataset, folder, signal: ending, pause: pausing };
    const end = (network: PlannedNetwork, outcome: Outcome) => {
      outcomes.set(network.task.id, outcome);
      if (!network.run.tasks.every(({ id }) => outcomes.has(id))) return;
      settleRun(planned, network.run, outcomes);
      onProgress?.({ type: 'run', report: assemble(planned, outcomes) });
    };
    // Ten thousand may wait in a queue, so that what each one holds counts: one frame of an asynchronous function rather than several.
    await mapLimited(jobs > 1 ? longestFirst(left, dataset) : left, jobs, (network) =>
      train(network, executor, shared, saved?.checkpoints.get(network.task.id)).then(
        (outcome) => end(network, outcome),
        (error) => endAll(failed, error),
      ),
    );
  } finally {
    if (executor !== options.executor) await executor.close();
  }
  const report = assemble(planned, outcomes);
  await folder?.writeReport(report);
  return report;
}

/** What trained the kept networks, where it is not this program. */
function otherMakers(kept: ReadonlyMap<string, Outcome>, arithmetic?: Arithmetic): string[] {
  const here = makerTitle(madeBy(arithmetic));
  const makers = [...kept.values()].map((outcome) => ('madeBy' in outcome ? outcome.madeBy : undefined));
  const titles = makers.map((maker) =>
    maker ? makerTitle(maker) : 'a version of mlp-lab that kept no record of itself',
  );
  const others = [...new Set(titles)].filter((title) => title !== here);
  return others.map((title) => {
    const count = titles.filter((other) => other === title).length;
    return `${count} kept ${count === 1 ? 'network was' : 'networks were'} trained by ${title}, this is ${here}: the same task may give other numbers`;
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
  { registry, registryModule, workerUrl, wasmPaths, jobs = 1, threads }: CompareOptions,
): Executor {
  const runsOthersCode = rows.some(({ runs: [{ tasks }] }) => tasks[0].plugins); // it may end its thread
  const variants = rows.map(({ variant }) => variant);
  const workers = workersFor({ jobs, networks, runsOthersCode: registryModule && runsOthersCode });
  return openExecutor({ dataset, registry, variants, jobs: workers, threads, workerUrl, registryModule, wasmPaths });
}

/** Whether an error concerns one network: its row reports the failure, and the other networks continue. */
function isOwnFailure(error: unknown, executor: Executor): error is MlpLabError {
  if (!(error instanceof MlpLabError)) return false;
  const isOfItsThread = error.code === 'unavailable' && !executor.lost && !isRefusal(error);
  return ['diverged', 'bad-model'].includes(error.code) || isOfItsThread;
}

interface TrainOptions
  extends Pick<CompareOptions, 'dataset' | 'threads' | 'onProgress' | 'signal' | 'checkpointEvery'> {
  folder?: RunFolder;
  pause: AbortSignal;
}

async function train(
  { task, variant }: PlannedNetwork,
  executor: Executor,
  options: TrainOptions,
  checkpoint: Checkpoint | undefined,
): Promise<Outcome> {
  const { dataset, threads, folder, onProgress, signal, pause } = options;
  const { checkpointEvery = CHECKPOINT_EVERY } = options;
  const keeper = folder && keepCheckpoints((latest) => folder.saveCheckpoint(task, latest));
  try {
    const requires = requirementsOf(task, variant, dataset);
    const running = executor.run(
      { task, requires, keepModel: folder !== undefined, checkpoint },
      {
        onProgress: (progress) => onProgress?.({ type: 'training', task, progress }),
        ...(keeper && { onCheckpoint: keeper.keep, checkpointEvery, pause }),
        async store({ model, ...result }) {
          await keeper?.settled();
          await folder?.save(task, result, model);
        },
        ...(threads !== undefined && { threads }),
        signal,
      },
    );
    if (checkpoint) onProgress?.({ type: 'resumed', task, epochs: checkpoint.epochs, history: checkpoint.history });
    const { model: _model, checkpoint: _checkpoint, ...result } = await running.finally(() => keeper?.settled());
    onProgress?.({ type: 'trained', task, seconds: result.seconds });
    return result;
  } catch (error) {
    const kept = keeper?.latest() ?? checkpoint;
    if (pause.aborted && kept) onProgress?.({ type: 'stopped', task, epochs: kept.epochs });
    if (!isOwnFailure(error, executor)) throw error;
    onProgress?.({ type: 'failed', task, message: error.message });
    return { failure: error.message };
  }
}

const CHECKPOINT_EVERY = 4_500; // milliseconds: with the batch and the file, a kill costs less than five seconds of training
const GRACE = 3_000; // milliseconds for the last batches and checkpoints

/** With `isGentle`, an abort first asks for a last checkpoint of each network, and later ends those that have not answered. */
function stopSignals(signal: AbortSignal | undefined, isGentle: boolean): { pause: AbortSignal; abort: AbortSignal } {
  const pause = signal ?? new AbortController().signal;
  if (!isGentle) return { pause, abort: pause };
  const controller = new AbortController();
  const end = () => setTimeout(() => controller.abort(), GRACE).unref?.();
  if (pause.aborted) end();
  else pause.addEventListener('abort', end, { once: true });
  return { pause, abort: controller.signal };
}

/** Thousands of networks may wait for a signal, each with a listener, of which Node would warn. */
function forMany(signal: AbortSignal): AbortSignal {
  if (typeof process !== 'undefined') process.getBuiltinModule?.('node:events').setMaxListeners(0, signal);
  return signal;
}

function endAll(others: AbortController, error: unknown): never {
  others.abort();
  throw error;
}

async function openFolder(dir: string, planned: Plan, plugins?: PluginDigests): Promise<RunFolder> {
  const { openRunFolder } = await import('./run-folder/run-folder');
  if (!openRunFolder) throw new MlpLabError('unavailable', `out: not available in a browser, received ${dir}`);
  return openRunFolder(dir, datasetInfo(planned.dataset), plugins);
}
