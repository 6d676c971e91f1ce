// A machine that serves a queue: says that it is there, takes the tasks that it can train, and gives back what it can't finish.
import { checkLocation, connectToRedis, prefixOf } from './connection';
import { announce, HEARTBEAT, leave } from './presence';
import { readable } from './refusal';
import { allRequirements } from './requirement-queues';
import { openStation, type Station } from './station';
import { type WorkerOptions, workerChecks, workerContext } from './worker-context';

const RETURN_PATIENCE = 8_000; // ms

/**
 * Serves a queue until the signal ends it.
 *
 * The training runs on threads, so that this thread can tell the queue that the machine is alive. A task that the machine lacks
 * something for is left to others, with the reason.
 *
 * @throws MlpLabError `unavailable` if there is no Redis at the address; `io` if it refuses to be written to; `invalid-argument` for options of other kinds.
 */
export async function runWorker(given: WorkerOptions): Promise<void> {
  const options = checkLocation('runWorker', given, workerChecks);
  const { signal, onEvent = () => {} } = options;
  const prefix = prefixOf(options);
  const { redis, close } = await connectToRedis(options.connection, (message) => onEvent({ type: 'notice', message }));
  const worker = workerContext(options, redis, prefix);
  const { self, runs } = worker;
  const news = redis.duplicate();
  news.on('error', () => {}); // the first connection says so
  const stations = new Map<string, Promise<Station | undefined>>();

  async function look(): Promise<void> {
    const wanted = await allRequirements(redis, prefix);
    for (const [id, requires] of wanted)
      if ((await stations.get(id)) === undefined) stations.set(id, openStation(worker, id, requires));
    for (const [id, station] of [...stations]) {
      if (wanted.has(id)) continue;
      stations.delete(id);
      delete self.refusals[id];
      await (await station)?.close();
    }
  }

  async function giveBack(): Promise<void> {
    for (const run of runs) run.pause();
    await looking;
    for (const station of stations.values()) await (await station)?.close();
    await leave(redis, prefix, self.id).catch(() => {});
  }

  let looking: Promise<void> = Promise.resolve();
  const lookNow = () => {
    looking = looking.then(() => (worker.isEnding ? undefined : look())).catch(() => {}); // a lost connection: the next look is soon
  };
  const beat = () => {
    void announce(redis, prefix, self).catch(() => {});
    lookNow();
  };
  const heart = setInterval(beat, HEARTBEAT);
  try {
    news.on('message', (channel: string, text: string) => {
      if (channel === `${prefix}:news`) lookNow();
      else for (const run of runs) if (run.job === text) run.abort();
    });
    await readable(announce(redis, prefix, self)); // one that can't be written to is of no use
    await news.subscribe(`${prefix}:news`, `${prefix}:abort`);
    onEvent({ type: 'ready', machine: self.name, jobs: self.jobs }); // before the first look, which may refuse what waits already
    beat();
    await ended(signal);
  } finally {
    worker.isEnding = true;
    clearInterval(heart);
    const late = setTimeout(() => {
      for (const run of runs) run.giveBack();
    }, RETURN_PATIENCE);
    await close(giveBack());
    clearTimeout(late);
    news.disconnect();
  }
}

function ended(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener('abort', () => resolve());
  });
}
