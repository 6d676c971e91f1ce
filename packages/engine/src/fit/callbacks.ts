// The callbacks of a fit, as the epoch loop calls them.
import type { Sums } from '../slice';
import type { Logs } from './fit-args';

/** The functions that a callback may have. */
export type Event = 'onTrainBegin' | 'onTrainEnd' | 'onEpochBegin' | 'onEpochEnd' | 'onBatchBegin' | 'onBatchEnd';

export interface CallbackList {
  /** Whether any callback listens to batches. */
  readonly wantsBatches: boolean;
  /** All callbacks get the same logs, so that each sees what those before it have changed. */
  call(event: Event, index?: number, logs?: Logs): Promise<void>;
  yielded(epoch: number, batch: number, logs: Logs, sums: Sums): Promise<void>;
}

export const noCallbacks: CallbackList = { wantsBatches: false, async call() {}, async yielded() {} };
