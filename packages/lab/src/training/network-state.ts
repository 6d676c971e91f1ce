// What is known of a network of the lab: plain data, which the page shows and the browser keeps.
import type { Checkpoint, RunHistory, Task, TaskProgress, TaskResult } from '@mlp-lab/experiment';
import type { RateChange } from '../state/settings';

export type Status = 'ready' | 'training' | 'paused' | 'testing' | 'done' | 'failed';

/** What is kept of a network, enough to go on training it. */
export interface SavedNetwork {
  /** What determines its numbers: if this changes, it starts again. */
  readonly identity: string;
  /** The changes of the learning rate that it was trained with. */
  readonly rates: readonly RateChange[];
  readonly checkpoint?: Checkpoint;
  /** After as many epochs as the checkpoint has. */
  readonly result?: TaskResult;
  /** The validation did not improve any more. */
  readonly endedEarly?: boolean;
  readonly failure?: string;
}

export interface NetworkState extends SavedNetwork {
  /** The card's letter. */
  readonly card: string;
  readonly task: Task;
  readonly status: Status;
  /** Of the epoch in training. */
  readonly progress?: TaskProgress;
}

export const epochsOf = ({ checkpoint }: Pick<SavedNetwork, 'checkpoint'>): number => checkpoint?.epochs ?? 0;
export const historyOf = ({ checkpoint }: Pick<SavedNetwork, 'checkpoint'>): RunHistory =>
  checkpoint?.history ?? { loss: [], acc: [], val_loss: [], val_acc: [] };
