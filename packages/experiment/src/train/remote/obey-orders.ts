// The other side: trains what is ordered, on a trainer of this place, and says how it goes.
import { MlpLabError } from '@mlp-lab/core';
import type { Registry, Variant } from '@mlp-lab/models';
import { variantOf } from '../registry-module';
import type { Task, TaskProgress, TaskResult } from '../task';
import type { Trainer } from '../trainer';
import type { TrainerOrder, TrainerReply } from './messages';
import { toWire } from './wire-result';

export interface Place {
  trainer: Trainer;
  /** Has the variants whose networks are code. */
  registry: Registry;
  /** Brings a reply to the comparison: see `openRemoteTrainer`. */
  send(reply: TrainerReply): void;
  /** Told of every network that is done here. */
  onResult?(task: Task, result: TaskResult): void;
}

/** A function that takes the comparison's orders, in the order in which they come. It never throws. */
export function obeyOrders({ trainer, registry, send, onResult }: Place): (order: TrainerOrder) => void {
  const running = new Map<string, AbortController>();

  async function train({ task, isData, keepModel }: Extract<TrainerOrder, { kind: 'train' }>): Promise<void> {
    const { id } = task;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const variant = isData ? plainVariant(task) : codedVariant(task, registry);
      const onProgress = (progress: TaskProgress) => send({ kind: 'progress', id, progress });
      const result = await trainer.run(task, variant, { keepModel, onProgress, signal: controller.signal });
      onResult?.(task, result);
      send({ kind: 'done', id, result: toWire(result) });
    } catch (error) {
      const code = error instanceof MlpLabError ? error.code : undefined;
      send({ kind: 'failed', id, code, message: (error as Error).message });
    } finally {
      running.delete(id);
    }
  }

  return (order) => {
    if (order.kind === 'train') void train(order);
    else running.get(order.id)?.abort();
  };
}

const plainVariant = ({ variant: name, recipe }: Task): Variant => ({ name, title: name, changes: [], recipe });

/** The variant of the task's name or origin, with its options. */
function codedVariant(task: Task, registry: Registry): Variant {
  if (registry.list(task.origin?.variant ?? task.variant).length > 0) return variantOf(task, registry);
  const { variant } = task;
  throw new MlpLabError('unavailable', `${variant} is code of a plugin that is not loaded where it was to be trained`);
}
