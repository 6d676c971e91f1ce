// The callbacks of a fit, called and awaited in order, as `model.fit` does.
import { checkFunction, checkObject } from '@mlp-lab/core/common';
import { Callback, type LayersModel } from '@tensorflow/tfjs-layers';
import type { CallbackList, Event } from './callbacks';
import type { FitCallback } from './fit-args';

export function callbackList(
  callbacks: FitCallback | readonly FitCallback[],
  model: LayersModel,
  params: Record<string, number | string | boolean | string[]>,
): CallbackList {
  const all: readonly FitCallback[] = Array.isArray(callbacks) ? callbacks : [callbacks];
  for (const callback of all) callback.setParams?.(params);
  for (const callback of all) callback.setModel?.(model);
  return {
    wantsBatches: listensToBatches(all),

    async call(event, index, logs = {}) {
      for (const callback of all) {
        if (!listens(callback, event)) continue;
        if (event === 'onTrainBegin' || event === 'onTrainEnd') await callback[event]?.(logs);
        else await callback[event]?.(index!, logs);
      }
    },

    async yielded(epoch, batch, logs, sums) {
      for (const callback of all) await callback.onYield?.(epoch, batch, logs, sums);
    },
  };
}

export const listensToBatches = (callbacks: readonly FitCallback[]): boolean =>
  callbacks.some((callback) => listens(callback, 'onBatchBegin') || listens(callback, 'onBatchEnd'));

/** Whether a callback has the function, other than the empty one that it inherits from `tf.Callback`. */
function listens(callback: FitCallback, event: Event): boolean {
  const silent = (Callback.prototype as unknown as FitCallback)[event];
  return callback[event] !== undefined && callback[event] !== silent;
}

/** @throws MlpLabError `invalid-argument` for what is no object, or has a hook that is no function. */
export function checkCallbacks(callbacks: unknown): void {
  for (const callback of [callbacks].flat()) {
    checkObject('callbacks', callback);
    for (const hook in callback as object)
      if (/^on[A-Z]/.test(hook) && (callback as Record<string, unknown>)[hook] != null)
        checkFunction(`callbacks: ${hook}`, (callback as Record<string, unknown>)[hook]);
  }
}
