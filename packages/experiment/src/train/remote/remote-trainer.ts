// The comparison's side: a trainer that sends its tasks to another place and waits for what comes back.
import { MlpLabError } from '@mlp-lab/core';
import type { RunTaskOptions } from '../run-task';
import type { Task, TaskResult } from '../task';
import { isData, type Trainer } from '../trainer';
import type { TrainerOrder, TrainerReply } from './messages';
import { fromWire } from './wire-result';

export interface RemoteTrainer extends Trainer {
  /** Takes in what the place says. What is about no task under way, it passes over. */
  receive(reply: TrainerReply): void;
  /** The orders under way: what a place is to be sent that takes over from one that was lost. */
  outstanding(): TrainerOrder[];
  /** Ends the tasks under way, and all that are still to come. */
  fail(error: Error): void;
}

interface Waiting {
  order: TrainerOrder;
  onProgress: RunTaskOptions['onProgress'];
  resolve(result: TaskResult): void;
  reject(error: Error): void;
}

/** @param send brings an order to the place: see `obeyOrders`. */
export function openRemoteTrainer(send: (order: TrainerOrder) => void): RemoteTrainer {
  const waiting = new Map<string, Waiting>();
  let failure: Error | undefined;

  const end = (id: string): Waiting | undefined => {
    const ended = waiting.get(id);
    waiting.delete(id);
    return ended;
  };

  return {
    run(task, variant, { keepModel, onProgress, signal }) {
      return new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        if (signal?.aborted) return reject(aborted(task));
        const order: TrainerOrder = { kind: 'train', task, isData: isData(task, variant), keepModel };
        waiting.set(task.id, { order, onProgress, resolve, reject });
        signal?.addEventListener('abort', () => {
          if (end(task.id)) send({ kind: 'abort', id: task.id });
          reject(aborted(task));
        });
        send(order);
      });
    },

    receive(reply) {
      if (reply.kind === 'progress') return waiting.get(reply.id)?.onProgress?.(reply.progress);
      const ended = end(reply.id);
      if (reply.kind === 'done') ended?.resolve(fromWire(reply.result));
      else ended?.reject(reply.code ? new MlpLabError(reply.code, reply.message) : new Error(reply.message));
    },

    outstanding: () => [...waiting.values()].map(({ order }) => order),

    fail(error) {
      failure ??= error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },

    close: async () => {},
  };
}

const aborted = ({ id }: Task) => new MlpLabError('aborted', `training of ${id} was aborted`);
