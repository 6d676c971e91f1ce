// The whole line: variants × seeds → tasks → executor → runs → report.
import { type Arithmetic, MlpLabError, mapLimited } from '@mlp-lab/core';
import { datasetDigest } from '@mlp-lab/data-mnist';
import { notebookRows, type Variant } from '@mlp-lab/models';
import { checkArithmetic } from './backends/check-arithmetic';
import { chooseBackend } from './backends/choose-backend';
import { checkGiven } from './check-options';
import { type CompareOptions, compareChecks } from './compare-options';
import type { Executor } from './executor/executor';
import { openExecutor, workersFor } from './executor/open-executor';
import { type Requirements, requirementsOf } from './executor/requirements';
import { madeBy, makerTitle } from './made-by';
import { longestFirst } from './plan/longest-first';
import { missingClasses } from './plan/missing-classes';
import { allNetworks, type Plan, type PlannedNetwork, plan } from './plan/plan';
import { assemble, type Outcome, settleRun } from './report/assemble';
import { datasetInfo } from './report/dataset-info';
import type { Report } from './report/report';
import type { PluginDigests } from './run-folder/plugin-digests';
import { runConfig } from './run-folder/run-config';
import type { RunFolder } from './run-folder/run-folder';
import { trainNetwork } from './train-network';

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
  const options = checkGiven('compare', given, compareChecks, ['registry', 'dataset']);
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
    const requires = rowRequirements(planned);
    await mapLimited(jobs > 1 ? longestFirst(left, dataset) : left, jobs, (network) =>
      trainNetwork(
        { task: network.task, requires: requires.get(network.variant) as Requirements },
        executor,
        shared,
        saved?.checkpoints.get(network.task.id),
      ).then(
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

/** The networks of a row require the same. */
function rowRequirements({ rows, dataset }: Plan): Map<Variant, Requirements> {
  return new Map(rows.map(({ variant, runs: [{ tasks }] }) => [variant, requirementsOf(tasks[0], variant, dataset)]));
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

function openExecutorFor(
  { dataset, rows }: Plan,
  networks: number,
  { registry, registryModule, workerUrl, wasmPaths, jobs = 1, threads }: CompareOptions,
): Executor {
  const runsOthersCode = rows.some(({ runs: [{ tasks }] }) => tasks[0].plugins !== undefined); // it may end its thread
  const variants = rows.map(({ variant }) => variant);
  const workers = workersFor({ jobs, networks, runsOthersCode: registryModule !== undefined && runsOthersCode });
  return openExecutor({ dataset, registry, variants, jobs: workers, threads, workerUrl, registryModule, wasmPaths });
}

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
