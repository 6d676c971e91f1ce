// The messages between a program or page and its training threads.
import type { ErrorCode } from '@mlp-lab/core/common';
import type { LoadedProgram } from '../fit/compiled-trainer';
import type { FitResult, Logs } from '../fit/fit-args';
import type { EpochOptions } from '../fit/train-epochs';
import type { ProgramState } from '../program';
import type { Placement } from '../run/program-memory';

/** To a thread: train this program, or stop training. */
export type ThreadRequest = TrainRequest | { kind: 'abort' };

export interface TrainRequest {
  kind: 'train';
  loaded: LoadedProgram;
  placement: Placement;
  options: Omit<EpochOptions, 'callbacks' | 'signal'>;
  /** Names without numbers: the thread fills it in. */
  result: FitResult;
}

/** From a thread: progress, then how training ended. */
export type ThreadReply = TrainProgress | TrainEnd;

export interface TrainProgress {
  kind: 'progress';
  epoch: number;
  fraction: number;
  isEpochEnd: boolean;
  logs: Logs;
}

/** `state`: the weights and optimizer after training. A thread that crashed leaves none. A failure without a code is a defect. */
export type TrainEnd =
  | { kind: 'done'; result: FitResult; state: ProgramState }
  | { kind: 'failed'; code?: ErrorCode; message: string; state?: ProgramState };
