// The executor of this program: the caller's thread, or several threads of this machine.
import { coreCount, createLimiter, type Dataset } from '@mlp-lab/core';
import type { Registry, Variant } from '@mlp-lab/models';
import type { BackendOptions } from '../backends/backend';
import { runtime } from '../backends/runtime';
import { connect } from './connect';
import type { Assignment, Executor } from './executor';
import type { RegistryModule } from './registry-module';
import { openThreadExecutor } from './thread-executor';
import { thisThread } from './transports/this-thread';

/** Options of `openExecutor`. */
export interface ExecutorOptions extends BackendOptions {
  /** The images to train on and to test with. */
  dataset: Dataset;
  /** The variants and the plugins. */
  registry: Registry;
  /**
   * Networks at a time, each on a worker thread (in a browser, a Web Worker); with 0, the caller's thread trains one after another. In
   * Node, networks of plugins train in processes of their own, since their code may crash.
   */
  jobs: number;
  /**
   * The most threads that train one network together, as for `fit`. @default as a network's training begins, the number of cores divided
   * by that of networks in training
   */
  threads?: number | undefined;
  /**
   * The address of the threads' script, this package's `task-worker.js`, for bundlers that don't find it (esbuild, Rollup). If no thread can be
   * started, the caller's thread trains, one network after another. @default beside this module
   */
  workerUrl?: string | URL | undefined;
  /** Where threads find the registry. Without it, networks that need a plugin, which is code, train on the caller's thread. */
  registryModule?: RegistryModule | undefined;
  /** Variants that need not be registered. If code builds their network, they train on the caller's thread. */
  variants?: readonly Variant[] | undefined;
}

/** An executor that trains on worker threads, and on the caller's thread what cannot be sent to one: a plugin's code. */
export function openExecutor(options: ExecutorOptions): Executor {
  const { dataset, registry, jobs, threads, workerUrl, registryModule, variants = [], wasmPaths } = options;
  const thread = connect(thisThread({ dataset, registry, variants, wasmPaths }));
  const here: Executor = {
    ...thread,
    run: (assignment, options) => thread.run(assignment, { ...options, threads: options?.threads ?? threads }),
  };
  if (jobs === 0) return here;
  const there = openThreadExecutor({ dataset, jobs, threads, workerUrl, here, registryModule, wasmPaths });
  const apart = openThreadExecutor({ dataset, jobs, threads, here: there, registryModule, wasmPaths, apart: true });
  const inTurn = createLimiter(Math.min(jobs, coreCount()));
  const onlyHere = new Set(variants.filter((variant) => !isRegistered(registry, variant)).map(({ name }) => name));
  const canTravel = ({ task, requires: { code, plugins } }: Assignment) =>
    registryModule ? !onlyHere.has(task.variant) : !code && plugins.length === 0;
  const isOthersCode = ({ requires: { code, plugins } }: Assignment) => code || plugins.length > 0;
  return {
    run(assignment, options) {
      if (!canTravel(assignment)) return here.run(assignment, options);
      return inTurn(() => (isOthersCode(assignment) ? apart : there).run(assignment, options));
    },
    close: async () => void (await Promise.all([there.close(), apart.close()])),
  };
}

/**
 * How many workers to open. In Node, one network alone trains on the caller's thread: loading TensorFlow.js on another would take longer
 * than training a small network. A page must answer its user meanwhile, and others' code may crash: they get a worker all the same.
 */
export function workersFor(wanted: { jobs: number; networks: number; runsOthersCode: boolean }): number {
  const atOnce = Math.min(wanted.jobs, wanted.networks);
  const isWorthIt = wanted.networks > 1 || runtime !== 'Node';
  return (wanted.jobs > 1 && isWorthIt) || wanted.runsOthersCode ? atOnce : 0;
}

/** Whether a registry builds the same network for the variant's name. */
function isRegistered(registry: Registry, { name, origin, build }: Variant): boolean {
  return build === undefined || registry.list(origin?.variant ?? name)[0]?.build === build;
}
