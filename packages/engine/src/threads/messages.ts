// What a page or program and its training threads say to each other.
import type { ErrorCode } from '@mlp-lab/core';
import type { LoadedProgram } from '../compiled-trainer';
import type { FitResult, Logs } from '../fit-args';
import type { ProgramState } from '../program';
import type { EpochOptions } from '../train-epochs';

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
