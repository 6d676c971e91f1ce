// The route by which the lab watches a queue: read-only, and never the address with its password.
import type { PageQueue } from '@mlp-lab/experiment';
import type { QueueStatus } from '@mlp-lab/queue';
import { loadQueue, queueAddress } from '../queue/queue-address';
import type { Route } from './route';

export interface WatchedQueue {
  route: Route;
  close(): Promise<void>;
}

const PATIENCE = 5_000; // ms

/** @throws MlpLabError `unavailable` if there is no Redis at the address, or @mlp-lab/queue is not installed. */
export async function watchRoute(queue: string | true, name = 'default'): Promise<WatchedQueue> {
  const connection = queueAddress(queue);
  const { watchQueue } = await loadQueue();
  const ending = new AbortController();
  const states = watchQueue({ connection, name, signal: ending.signal });
  const first = await states.next();
  if (first.done) throw new Error('a watch that nobody ended has a first state');
  let status: QueueStatus = first.value;
  let heard = Date.now();
  const watching = (async () => {
    for await (const next of states) {
      status = next;
      heard = Date.now();
    }
  })().catch(() => {}); // the last answer stays
  const problem = () => {
    const silence = Date.now() - heard;
    return (
      silence > PATIENCE && {
        problem: `Redis has not answered for ${Math.round(silence / 1000)} s: this was its last answer`,
      }
    );
  };
  return {
    route: {
      GET(_, response) {
        const seen: PageQueue = {
          name,
          address: new URL(connection).host,
          ...problem(),
          ...shown(status),
        };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(seen));
      },
    },
    async close() {
      ending.abort();
      await watching;
    },
  };
}

function shown({ tasks, machines }: QueueStatus): Pick<PageQueue, 'tasks' | 'machines'> {
  return {
    tasks,
    machines: machines.map(({ id, name, jobs, trained, training, refusals }) => ({
      ...{ id, name, jobs, trained },
      training: training.map(({ task, progress }) => ({ task, ...(progress && { progress: progressOf(progress) }) })),
      refusals: [...new Set(Object.values(refusals))],
    })),
  };
}

const progressOf = ({ epoch, epochs, fraction }: { epoch: number; epochs: number; fraction: number }) => ({
  epoch,
  epochs,
  fraction,
});
