// The comparison's end of a transport: an executor that sends its tasks to a worker and waits for the replies.
import { MlpLabError } from '@mlp-lab/core';
import type { TaskResult } from '../train/task';
import type { Executor, RunOptions } from './executor';
import { errorOf } from './failure';
import type { TaskReply, Transport } from './protocol';

interface Run extends RunOptions {
  taskId: string;
  resolve(result: TaskResult): void;
  reject(error: unknown): void;
  /** What a callback threw. */
  thrown?: { error: unknown };
}

/** The same for every transport: see `serveTasks` for the other end. */
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
    for (const { reject } of running.values()) reject(error);
  };

  /** A callback that throws ends training; the run rejects once the worker has stopped. */
  function receive(reply: TaskReply, run: Run): void {
    if (reply.kind === 'progress' || reply.kind === 'checkpoint') {
      if (run.thrown) return;
      try {
        if (reply.kind === 'progress') run.onProgress?.(reply.progress);
        else run.onCheckpoint?.(reply.checkpoint);
      } catch (error) {
        run.thrown = { error };
        transport.send({ kind: 'abort', id: reply.id });
      }
    } else if (run.thrown) run.reject(run.thrown.error);
    else if (reply.kind === 'done') run.resolve(reply.result);
    else if (reply.kind === 'failed') run.reject(errorOf(reply));
    else run.reject(refusal(run.taskId, reply.reason));
  }

  return {
    async run(
      { task, requires, keepModel, checkpoint },
      { signal, pause, checkpointEvery, threads, ...callbacks } = {},
    ) {
      if (lost) throw lost;
      if (signal?.aborted || pause?.aborted) throw abortedTask(task.id);
      const id = started++;
      const abort = () => transport.send({ kind: 'abort', id });
      const askToPause = () => transport.send({ kind: 'pause', id });
      signal?.addEventListener('abort', abort);
      pause?.addEventListener('abort', askToPause);
      try {
        const result = await new Promise<TaskResult>((resolve, reject) => {
          running.set(id, { ...callbacks, taskId: task.id, resolve, reject });
          const wantsCheckpoints = callbacks.onCheckpoint !== undefined;
          const wanted = { keepModel, wantsCheckpoints, checkpointEvery, threads };
          transport.send({ kind: 'train', id, task, requires, checkpoint, ...wanted });
        });
        await callbacks.store?.(result);
        transport.send({ kind: 'stored', id });
        return result;
      } finally {
        running.delete(id);
        signal?.removeEventListener('abort', abort);
        pause?.removeEventListener('abort', askToPause);
      }
    },
    get lost() {
      return lost;
    },
    close: async () => transport.close(),
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
