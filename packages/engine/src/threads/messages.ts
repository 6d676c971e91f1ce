// What a page or program and its training threads say to each other.
import type { ErrorCode } from '@mlp-lab/core';
import type { LoadedProgram } from '../fit/compiled-trainer';
import type { FitResult, Logs } from '../fit/fit-args';
import type { EpochOptions } from '../fit/train-epochs';
import type { ProgramState } from '../program';

/** To a thread: train this; or: stop. */
export type Order =
  | {
      kind: 'train';
      loaded: LoadedProgram;
      options: Omit<EpochOptions, 'callbacks' | 'signal'>;
      result: FitResult;
    }
  | { kind: 'abort' };

/** From a thread. `state`: all that was learnt. */
export type Report =
  | { kind: 'progress'; epoch: number; fraction: number; isEpochEnd: boolean; logs: Logs }
  | { kind: 'done'; result: FitResult; state: ProgramState }
  | { kind: 'failed'; code?: ErrorCode; message: string; state?: ProgramState };
