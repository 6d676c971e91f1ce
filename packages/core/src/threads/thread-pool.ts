// A fixed number of threads that take one job after another.
import { MlpLabError } from '../checks/error';
import { createLimiter } from '../limiter';
import type { NodeWorker } from './node-workers';
import { openThread, type Thread } from './thread';

/** Threads that are started when they are needed and used again, in Node and in browsers. */
export interface ThreadPool<Sent, Received> {
  /**
   * Gives `action` a thread of its own as soon as one is free, until the action's promise settles. If the thread has ended by
   * then (it crashed, or the action closed it), the next action gets a new one.
   *
   * @param instead does the work on this thread where no thread can be started, one action after another. With it, the threads' script
   * must call `serveParent`.
   * @throws MlpLabError `unavailable` if no thread can be started, and there is no `instead`.
   */
  use<Result>(
    action: (thread: Thread<Sent, Received>) => Promise<Result>,
    instead?: (reason: MlpLabError) => Promise<Result>,
  ): Promise<Result>;
  /** Ends all threads. Until then a program of Node keeps running. */
  close(): void;
}

/** Options of `openThreadPool`. */
export interface ThreadPoolOptions {
  /** Threads, 1 or more. Each is started when it is first needed. */
  size: number;
  /**
   * Starts a worker. The caller writes `new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })` out, because
   * bundlers look for exactly that.
   */
  start(): Worker | NodeWorker;
}

/** Opens a pool of at most `size` threads. It starts none until `use` asks for one. */
export function openThreadPool<Sent, Received>({ size, start }: ThreadPoolOptions): ThreadPool<Sent, Received> {
  const idle: Thread<Sent, Received>[] = [];
  const busy = new Set<Thread<Sent, Received>>();
  const inTurn = createLimiter(size);
  const onThisThread = createLimiter(1);
  let failure: MlpLabError | undefined;

  function nextThread(): Thread<Sent, Received> {
    for (let thread = idle.pop(); thread !== undefined; thread = idle.pop()) if (thread.isOpen) return thread;
    try {
      return openThread(start());
    } catch (cause) {
      const reason = (cause as Error).message;
      throw new MlpLabError('unavailable', `a worker thread can't be started: ${reason}`, { cause });
    }
  }

  async function startedThread(): Promise<Thread<Sent, Received> | undefined> {
    try {
      if (failure) return undefined;
      const thread = nextThread();
      await thread.started();
      return thread;
    } catch (error) {
      failure = error as MlpLabError;
      return undefined;
    }
  }

  return {
    use: (action, instead) =>
      inTurn(async () => {
        const thread = instead ? await startedThread() : nextThread();
        if (!thread) return onThisThread(() => instead!(failure!));
        busy.add(thread);
        try {
          return await action(thread);
        } finally {
          busy.delete(thread);
          if (thread.isOpen) idle.push(thread);
        }
      }),

    close() {
      for (const thread of [...idle, ...busy]) thread.close();
    },
  };
}
