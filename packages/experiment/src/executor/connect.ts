// The comparison's end of a transport: an executor that sends its tasks to a worker and waits for the replies.
import { MlpLabError } from '@mlp-lab/core';
import type { TaskResult } from '../train/task';
import type { Assignment, Executor, RunOptions } from './executor';
import { errorOf } from './failure';
import type { TaskReply, Transport } from './protocol';

interface Run {
  taskId: string;
  callbacks: RunOptions;
  resolve(result: TaskResult): void;
  reject(error: unknown): void;
  /** What a callback threw. */
  thrown?: { error: unknown };
}

/**
 * The same for every transport: see `serveTasks` for the other end. Ten thousand runs may wait for a queue, so that one that waits is an
 * entry of a map, and no frame of an asynchronous function.
 */
export function connect(transport: Transport): Executor {
  const running = new Map<number, Run>();
  let started = 0;
  let lost: Error | undefined;

  transport.onMessage = (reply) => {
    const run = running.get(reply.id);
    if (run) receive(reply, run);
  };
  transport.onLost = (error) => {
    lost = error;
    for (const id of [...running.keys()]) end(id)?.reject(error);
  };

  /** A callback that throws ends training; the run rejects once the worker has stopped. */
  function receive(reply: TaskReply, run: Run): void {
    if (reply.kind === 'progress' || reply.kind === 'checkpoint') {
      if (run.thrown) return;
      try {
        if (reply.kind === 'progress') run.callbacks.onProgress?.(reply.progress);
        else run.callbacks.onCheckpoint?.(reply.checkpoint);
      } catch (error) {
        run.thrown = { error };
        transport.send({ kind: 'abort', id: reply.id });
      }
      return;
    }
    end(reply.id);
    if (run.thrown) run.reject(run.thrown.error);
    else if (reply.kind === 'done') store(reply, run).then(run.resolve, run.reject);
    else if (reply.kind === 'failed') run.reject(errorOf(reply));
    else run.reject(refusal(run.taskId, reply.reason));
  }

  async function store({ id, result }: Extract<TaskReply, { kind: 'done' }>, { callbacks }: Run): Promise<TaskResult> {
    await callbacks.store?.(result);
    transport.send({ kind: 'stored', id });
    return result;
  }

  const abort = followSignals((id) => transport.send({ kind: 'abort', id }));
  const pausing = followSignals((id) => transport.send({ kind: 'pause', id }));

  function start(run: Run, { task, requires, keepModel, checkpoint }: Assignment): void {
    const { signal, pause, onCheckpoint, checkpointEvery, threads } = run.callbacks;
    if (lost) throw lost;
    if (signal?.aborted || pause?.aborted) throw abortedTask(task.id);
    const id = started++;
    running.set(id, run);
    abort.follow(signal, id);
    pausing.follow(pause, id);
    const wanted = { keepModel, wantsCheckpoints: onCheckpoint !== undefined, checkpointEvery, threads };
    try {
      transport.send({ kind: 'train', id, task, requires, checkpoint, ...wanted });
    } catch (error) {
      end(id);
      throw error;
    }
  }

  /** Whatever is said of it from here on concerns nobody. */
  function end(id: number): Run | undefined {
    const run = running.get(id);
    running.delete(id);
    abort.leave(run?.callbacks.signal, id);
    pausing.leave(run?.callbacks.pause, id);
    return run;
  }

  return {
    run: (assignment, callbacks = {}) =>
      new Promise((resolve, reject) => {
        start({ taskId: assignment.task.id, callbacks, resolve, reject }, assignment);
      }),
    get lost() {
      return lost;
    },
    close: async () => transport.close(),
  };
}

/** One listener for each signal, though thousands of tasks may follow it. */
function followSignals(act: (id: number) => void) {
  const followers = new Map<AbortSignal, { ids: Set<number>; listener: () => void }>();
  return {
    follow(signal: AbortSignal | undefined, id: number): void {
      if (!signal) return;
      let own = followers.get(signal);
      if (!own) {
        const ids = new Set<number>();
        own = { ids, listener: () => [...ids].forEach(act) };
        followers.set(signal, own);
        signal.addEventListener('abort', own.listener);
      }
      own.ids.add(id);
    },
    leave(signal: AbortSignal | undefined, id: number): void {
      const own = signal && followers.get(signal);
      if (!own) return;
      own.ids.delete(id);
      if (own.ids.size > 0) return;
      signal.removeEventListener('abort', own.listener);
      followers.delete(signal);
    },
  };
}

const refusals = new WeakSet<object>();

function refusal(id: string, reason: string): MlpLabError {
  const error = new MlpLabError('unavailable', `the worker refuses ${id}: ${reason}`);
  refusals.add(error);
  return error;
}

/** Whether a run failed because the worker lacks something, which concerns the whole comparison. */
export const isRefusal = (error: Error): boolean => refusals.has(error);

export const abortedTask = (id: string) => new MlpLabError('aborted', `training of ${id} was aborted`);
