// What `compare` takes and tells.
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
} from '@mlp-lab/core';
import type { Registry, Variant } from '@mlp-lab/models';
import type { BackendOptions } from './backends/backend';
import { type Checks, checkExecutor, checkedLater, checkList, trainingChecks } from './check-options';
import type { Executor } from './executor/executor';
import { checkRegistryModule, type RegistryModule } from './executor/registry-module';
import type { Weights } from './plan/ensemble-weights';
import type { AskedVariant } from './plan/plan';
import type { Overrides, Protocol } from './plan/protocol';
import type { Report, RunHistory } from './report/report';
import type { PluginDigests } from './run-folder/plugin-digests';
import type { RunConfig } from './run-folder/run-config';
import type { Checkpoint } from './train/checkpoint';
import type { Task, TaskProgress } from './train/task';

/** Options of `compare`. */
export interface CompareOptions extends Overrides, BackendOptions {
  /** The variants and the plugins. */
  registry: Registry;
  /** The images to train on and to test with. */
  dataset: Dataset;
  /** Names, patterns (`opt/*`), names with options, or variants. @default the notebook's rows in its order, then `combined` */
  variants?: readonly AskedVariant[] | undefined;
  /** The variant that rows are described against and, if it is one of the rows, compared with. @default 'baseline' */
  baseline?: string | Variant | undefined;
  /** Whether rows keep their published settings or share those of a controlled comparison. @default 'as-published' */
  protocol?: Protocol | undefined;
  /** Each variant is trained once per seed. @default [1] */
  seeds?: readonly number[] | undefined;
  /** What computes: a name in `listBackends()`, or `auto` for the fastest one available here. @default 'engine' */
  backend?: string | undefined;
  /**
   * How the engine multiplies and adds in training: see `fit`. Recorded with each network: it is never continued in another arithmetic.
   * @default 'separate'
   */
  arithmetic?: Arithmetic | undefined;
  /**
   * How many networks train at the same time, each on its own thread (in a browser, a Web Worker), but no more than there are cores;
   * with 1, the caller's thread trains, unless a plugin's code takes part. It doesn't affect the numbers. @default 1
   */
  jobs?: number | undefined;
  /**
   * The most threads that train one network together, as for `fit`: large networks alone take several. It doesn't affect the numbers.
   * @default as a network's training begins, the number of cores divided by that of networks in training
   */
  threads?: number | undefined;
  /**
   * Trains the networks. It must offer the `backend`, which is not looked for here (`auto` then means the engine), and stays open
   * afterwards. @default an executor for `jobs` networks at a time, closed at the end
   */
  executor?: Executor | undefined;
  /** The address of the threads' script, where the bundler does not find it: see `openExecutor`. @default beside this module */
  workerUrl?: string | URL | undefined;
  /** Where threads find the registry. Without it, networks that need a plugin train on the caller's thread. */
  registryModule?: RegistryModule | undefined;
  /**
   * The SHA-256 of the plugins' code, by `NAME VERSION`, kept with their networks in `out`: a later call with other code under the same
   * version tells.
   */
  pluginDigests?: PluginDigests | undefined;
  /**
   * Where the training of a network starts, if not at its initial weights and a new optimizer: a checkpoint after 0 epochs, as
   * `startingCheckpoint` makes one. A network whose training was stopped in `out` goes on from there instead.
   */
  start?: ((task: Task) => Checkpoint | undefined) | undefined;
  /** A folder for each trained network and the report. The same call resumes an interrupted comparison. Node only. */
  out?: string | undefined;
  /** Weights of ensembles' votes: one number per member, or 'fit' for those with the least log loss on the validation images. @default equal weights */
  weights?: Weights | undefined;
  /**
   * On how many of the first training images to measure every network's layers, before training and after each epoch, as `inspect`
   * does. The measures are saved in `out`. They take time, but don't affect training. @default none
   */
  probe?: number | undefined;
  /** Whether networks in `out` with a damaged or missing file are trained again. Otherwise damage is refused. @default false */
  repair?: boolean | undefined;
  /** The command line that started the comparison, saved in `out` so that it can be repeated. */
  command?: readonly string[] | undefined;
  /**
   * Milliseconds of training after which a checkpoint of a network is saved in `out`, from which the same call resumes it. Networks that
   * train for less are saved at their end alone. @default 4500
   */
  checkpointEvery?: number | undefined;
  /** Told what was planned, of each step of training, and of the end. */
  onProgress?: ((event: CompareEvent) => void) | undefined;
  /** With `out`, the networks in training save a last checkpoint first. */
  signal?: AbortSignal | undefined;
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

export const compareChecks: Checks<CompareOptions> = {
  ...trainingChecks,
  baseline: (name, value) => typeof value === 'string' || checkObject(name, value),
  seeds: checkList,
  jobs: checkCount,
  threads: checkCount,
  pluginDigests: checkObject,
  executor: checkExecutor,
  workerUrl: checkUrl,
  start: checkFunction,
  registryModule: checkRegistryModule,
  out: checkString,
  weights: checkedLater,
  repair: checkBoolean,
  command: checkList,
  checkpointEvery: checkNumber,
};
