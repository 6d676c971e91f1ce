// A saved run → whether its networks, trained again, have the same bits; and if not, what differs from then. Node only.
import { join } from 'node:path';
import { checkCount, type Dataset, groupedNumber, MlpLabError, mapLimited, missingFusion } from '@mlp-lab/core';
import { pluginTitle, type Registry } from '@mlp-lab/models';
import type { Executor } from '../executor/executor';
import { openExecutor, workersFor } from '../executor/open-executor';
import type { RegistryModule } from '../executor/registry-module';
import { requirementsOf } from '../executor/requirements';
import { type MadeBy, madeBy, makerTitle } from '../made-by';
import { registeredVariant } from '../plan/registered-variant';
import { type DatasetInfo, datasetInfo, isSameDataset } from '../report/dataset-info';
import type { TaskResult } from '../train/task';
import { readCheckpoint } from './checkpoint-files';
import { changedFiles } from './checksums';
import { imagesOfRun } from './images-of-run';
import { changedPlugins, type PluginDigests } from './plugin-digests';
import { readRun, type StoredNetwork, type StoredRun } from './read-run';
import { storedModel } from './stored-models';

/** Options of `verifyRun`. */
export interface VerifyOptions {
  /** Has the run's variants and plugins. */
  registry: Registry;
  /** The data set of the run; of a larger one, the part that the run used. */
  dataset: Dataset;
  /** How many networks to train again, spread over the run; all with `all`. @default 3 */
  sample?: number | undefined;
  /** Whether to train every network again. */
  all?: boolean | undefined;
  /** How many train at the same time. @default 1 */
  jobs?: number | undefined;
  /** The most threads that train one network together, as for `compare`. */
  threads?: number | undefined;
  /** Where threads find the registry. */
  registryModule?: RegistryModule | undefined;
  /** As for `compare`: plugins whose code has changed are named. */
  pluginDigests?: PluginDigests | undefined;
  /** Trains the networks, or opens for the run's images what does; it stays open. @default one for `jobs` networks at a time */
  executor?: (Executor | ((dataset: Dataset) => Executor | Promise<Executor>)) | undefined;
  /** Called after each network. */
  onVerified?: ((network: VerifiedNetwork) => void) | undefined;
  /** Ends the verification with an MlpLabError `aborted`. */
  signal?: AbortSignal | undefined;
}

/** What can differ from when the run was made. `files`: what was saved is not what was written. */
export type Cause = 'files' | 'data' | 'version' | 'arithmetic' | 'code';

/** Something that is not as it was when the run was made. */
export interface Difference {
  /** What differs. */
  cause: Cause;
  /** A sentence. */
  message: string;
}

/** A network that was trained again. */
export interface VerifiedNetwork {
  /** Of its task. */
  id: string;
  /** Whether all of its results have the same bits. */
  agrees: boolean;
  /** Which results have other bits; none where it could not be trained. */
  differs: ('history' | 'answers' | 'weights')[];
  /** Why it could not be trained again. */
  failure?: string;
}

/** What `verifyRun` found. */
export interface Verification {
  /** Whether every network that was trained again has the same bits, and all files are those that were written. */
  agrees: boolean;
  /** How many networks the run has. */
  total: number;
  /** Those that were trained again. On other data, none is. */
  networks: VerifiedNetwork[];
  /** What differs from when the run was made, whether or not it changed any bits. */
  differences: Difference[];
}

/**
 * Trains a sample of a run's networks again, and compares histories, answers to the test images, and weights, bit by bit.
 *
 * @param path the run's folder.
 * @throws MlpLabError as `readRun`; `bad-data` for a report alone and for a run without networks; `invalid-argument` for a sample of none.
 */
export async function verifyRun(path: string, options: VerifyOptions): Promise<Verification> {
  const { sample = 3, all = false, jobs = 1, onVerified, signal } = options;
  checkCount('sample', sample);
  checkCount('jobs', jobs);
  const stored = await readRun(path);
  if (stored.dir === undefined || stored.networks.size === 0)
    throw new MlpLabError('bad-data', `${path} has no trained networks: expected the folder of a run`);
  const info = (stored.config ?? stored.report!).dataset;
  const dataset = await imagesOfRun(options.dataset, info);
  const brokenModels = await brokenFiles(stored, (id) => storedModel(stored, id));
  const brokenCheckpoints = await brokenFiles(stored, (id) => readCheckpoint(join(stored.dir!, 'networks', id)));
  const differences = [
    ...(stored.config ? await changedFiles(stored.dir) : []).map((message) => ({ cause: 'files' as const, message })),
    ...damages(stored),
    ...[...brokenModels, ...brokenCheckpoints].map(([, message]) => ({ cause: 'files' as const, message })),
    ...dataDifference(info, dataset),
    ...makerDifferences(stored),
    ...codeDifferences(stored, options),
  ];
  const isOtherData = differences.some(({ cause }) => cause === 'data');
  const chosen = isOtherData ? [] : spread([...stored.networks.values()], all ? stored.networks.size : sample);
  const networks = await trainAgain(chosen, stored, { ...options, dataset, jobs, onVerified, signal, brokenModels });
  const disagrees = networks.some(({ differs }) => differs.length > 0);
  if (disagrees && differences.length === 0)
    differences.push({
      cause: 'code',
      message: 'version, data and arithmetic are the same: the code, or the machine, computes otherwise than then',
    });
  const hasWholeFiles = !differences.some(({ cause }) => cause === 'files');
  const agrees = !isOtherData && hasWholeFiles && networks.every((network) => network.agrees);
  return { agrees, total: stored.networks.size, networks, differences };
}

function damages({ networks }: StoredRun): Difference[] {
  return [...networks.values()].flatMap(({ damage }) => (damage ? [{ cause: 'files', message: damage }] : []));
}

/** What can't be read of the networks, by their ids. */
async function brokenFiles({ networks }: StoredRun, read: (id: string) => Promise<unknown>): Promise<Broken> {
  const broken = new Map<string, string>();
  for (const id of networks.keys())
    await read(id).catch((error) => {
      if (!(error instanceof MlpLabError)) throw error;
      broken.set(id, error.message);
    });
  return broken;
}

type Broken = ReadonlyMap<string, string>;

function dataDifference(info: DatasetInfo, dataset: Dataset): Difference[] {
  const now = datasetInfo(dataset);
  if (isSameDataset(info, now)) return [];
  const words = ({ name, train, test, digest }: DatasetInfo) =>
    `${name} with ${groupedNumber(train)} training and ${groupedNumber(test)} test images${digest ? `, digest ${digest}` : ''}`;
  return [{ cause: 'data', message: `the run was of ${words(info)}; these are ${words(now)}` }];
}

function makerDifferences({ networks }: StoredRun): Difference[] {
  const pairs = [...networks.values()].map(({ task, result }) => ({
    maker: result.madeBy,
    now: madeBy(task.arithmetic),
  }));
  const makers = new Map(pairs.map((pair) => [JSON.stringify(pair), pair]));
  return [...makers.values()].flatMap(({ maker, now }): Difference[] => {
    if (maker === undefined)
      return [{ cause: 'version', message: `the run kept no record of its version; this is ${makerTitle(now)}` }];
    const missing = now.arithmetic === 'fused' && missingFusion();
    const here = { ...now, ...(missing && { arithmetic: `separate: ${missing}` }) };
    const differs = (['version', 'arithmetic'] as const satisfies (keyof MadeBy)[]).filter(
      (field) => maker[field] !== here[field],
    );
    return differs.map((cause) => ({
      cause,
      message: `networks were trained with the ${cause} ${maker[cause]}; here it is ${here[cause]}`,
    }));
  });
}

/** Plugins that the networks need: missing here, of another version, or changed since. */
function codeDifferences({ networks }: StoredRun, { registry, pluginDigests = {} }: VerifyOptions): Difference[] {
  const here = registry.plugins().map(pluginTitle);
  const stored = [...networks.values()];
  const needed = new Set(stored.flatMap(({ task }) => task.plugins ?? []));
  const missing = [...needed]
    .filter((title) => !here.includes(title))
    .map((title) => `the run needs the plugin ${title}, which is not loaded`);
  const changed = new Set(stored.flatMap(({ plugins }) => changedPlugins(plugins, pluginDigests)));
  return [...missing, ...changed].map((message) => ({ cause: 'code', message }));
}

/** As many items, from the first to the last, evenly. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (count >= items.length) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]);
}

async function trainAgain(
  chosen: readonly StoredNetwork[],
  stored: StoredRun,
  options: VerifyOptions & { jobs: number; brokenModels: Broken },
): Promise<VerifiedNetwork[]> {
  const { dataset, registry, registryModule, jobs, threads, onVerified, signal } = options;
  const runsOthersCode = registryModule !== undefined && chosen.some(({ task }) => task.plugins !== undefined);
  const workers = workersFor({ jobs, networks: chosen.length, runsOthersCode });
  const given = typeof options.executor === 'function' ? await options.executor(dataset) : options.executor;
  const executor = given ?? openExecutor({ dataset, registry, registryModule, jobs: workers, threads });
  const networks = new Map<string, VerifiedNetwork>();
  try {
    await mapLimited(chosen, jobs, async (network) => {
      const verified = await verifyNetwork(network, stored, executor, options);
      networks.set(verified.id, verified);
      onVerified?.(verified);
    });
  } finally {
    if (executor !== given) await executor.close();
  }
  signal?.throwIfAborted();
  return chosen.map(({ task }) => networks.get(task.id)!);
}

async function verifyNetwork(
  network: StoredNetwork,
  stored: StoredRun,
  executor: Executor,
  { dataset, registry, signal, brokenModels }: VerifyOptions & { brokenModels: Broken },
): Promise<VerifiedNetwork> {
  const { task, result, hasModel } = network;
  const variant = registeredVariant(registry, task) ?? {
    ...task,
    name: task.variant,
    title: task.variant,
    changes: [],
  };
  try {
    const requires = requirementsOf(task, variant, dataset);
    const again = await executor.run({ task, requires, keepModel: hasModel }, { signal });
    const differs: VerifiedNetwork['differs'] = [];
    if (JSON.stringify(again.history) !== JSON.stringify(result.history)) differs.push('history');
    if (!isSameBits(again.probabilities, result.probabilities)) differs.push('answers');
    const isSame = !hasModel || (!brokenModels.has(task.id) && (await hasSameWeights(stored, task.id, again)));
    if (!isSame) differs.push('weights');
    return { id: task.id, agrees: differs.length === 0, differs };
  } catch (error) {
    if (!(error instanceof MlpLabError) || error.code === 'aborted') throw error;
    return { id: task.id, agrees: false, differs: [], failure: error.message };
  }
}

async function hasSameWeights(stored: StoredRun, id: string, { model }: TaskResult): Promise<boolean> {
  const [then, now] = [await storedModel(stored, id), model].map((artifacts) => {
    const data = artifacts?.weightData;
    return Buffer.concat((Array.isArray(data) ? data : data ? [data] : []).map((part) => Buffer.from(part)));
  });
  return then.equals(now);
}

/** NaN with other bits is another number here. */
function isSameBits(a: Float32Array, b: Float32Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
}
