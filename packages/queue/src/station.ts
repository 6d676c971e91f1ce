// Where a worker trains the tasks of one set of requirements.
import type { Dataset } from '@mlp-lab/core';
import { datasetDigest } from '@mlp-lab/data-mnist';
import { listBackends, openExecutor, type Requirements, serveTasks, unmetRequirement } from '@mlp-lab/experiment';
import { Worker } from 'bullmq';
import { datasetKey, type JobData, type JobReturn } from './task-job';
import { type ReplyHandler, trainJob } from './train-job';
import type { WorkerContext } from './worker-context';

export interface Station {
  /** Waits for the tasks in training. */
  close(): Promise<void>;
}

const NEVER = 1_000_000_000; // machines that may be lost before a task fails
const WAIT = 1; // seconds that a worker waits for a task before it asks again

/** Undefined if the worker lacks something that the tasks require; it says so to all. */
export async function openStation(
  worker: WorkerContext,
  id: string,
  requires: Requirements,
): Promise<Station | undefined> {
  const { registry, jobs: atOnce, threads, registryModule, redis, prefix, lockDuration, stalledInterval } = worker;
  const found = await findDataset(worker, requires);
  const reason =
    typeof found === 'string' ? found : (unmet(worker, requires, found) ?? (await missingBackend(requires)));
  if (typeof found === 'string' || reason !== undefined) {
    worker.refuse(id, reason as string);
    return undefined;
  }
  delete worker.self.refusals[id];
  const executor = openExecutor({ dataset: found, registry, jobs: atOnce, threads, registryModule });
  const handlers = new Map<number, ReplyHandler>();
  const serve = serveTasks({ dataset: found, registry, train: executor.run }, (reply) =>
    handlers.get(reply.id)?.(reply),
  );
  const jobs = new Worker<JobData, JobReturn, string>(
    id,
    (job, token = '') => worker.limit(() => trainJob(worker, { job, token, serve, handlers })),
    {
      ...{ connection: redis, prefix },
      concurrency: atOnce,
      lockDuration,
      stalledInterval,
      maxStalledCount: NEVER,
      drainDelay: WAIT,
    },
  );
  jobs.on('error', () => {}); // a lost connection: the worker's own says so
  return {
    async close() {
      await jobs.close().catch(() => {});
      await executor.close();
    },
  };
}

/** With its digest. */
async function findDataset(
  { data, registry, store }: WorkerContext,
  requires: Requirements,
): Promise<Dataset | string> {
  const needs = { variant: '', requires: { ...requires, plugins: [], code: false } };
  for (const own of data) {
    const dataset = await identified(own);
    if (unmetRequirement(needs, { dataset, registry }) === undefined) return dataset;
  }
  const fromQueue = await store.get<Dataset>(datasetKey(requires));
  return fromQueue
    ? identified(fromQueue)
    : `it needs the data set ${requires.dataset.name}, which neither the worker nor the queue has`;
}

const identified = async (dataset: Dataset): Promise<Dataset> => ({
  ...dataset,
  digest: dataset.digest ?? (await datasetDigest(dataset)),
});

async function missingBackend({ backend }: Requirements): Promise<string | undefined> {
  if (backend === undefined) return undefined;
  const missing = (await listBackends()).find(({ name }) => name === backend)?.missing;
  return missing ? `it needs the backend '${backend}', which is not available to the worker: ${missing}` : undefined;
}

/** Whether it has the code of a network is seen when the network is built. */
function unmet(
  { registry, registryModule }: WorkerContext,
  requires: Requirements,
  dataset: Dataset,
): string | undefined {
  const reason = unmetRequirement({ variant: '', requires: { ...requires, code: false } }, { dataset, registry });
  if (reason !== undefined || registryModule || (!requires.code && requires.plugins.length === 0)) return reason;
  return 'its network is built by code that the worker does not have: load the plugin in the worker, too';
}
