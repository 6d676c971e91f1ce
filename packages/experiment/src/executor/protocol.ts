// The messages between a comparison and its workers: plain data, for structured clone and, by `encode`, for JSON.
import type { Connection, ErrorCode } from '@mlp-lab/core';
import type { Checkpoint } from '../train/checkpoint';
import type { TaskProgress, TaskResult } from '../train/task';
import type { Assignment } from './executor';

/** To a worker. `id` is unique on its connection. */
export type TaskRequest =
  | TrainRequest
  | { kind: 'abort' | 'pause'; id: number }
  /** The result of a task is stored: whoever keeps a copy may drop it. */
  | { kind: 'stored'; id: number };

export interface TrainRequest extends Assignment {
  kind: 'train';
  id: number;
  wantsCheckpoints: boolean;
  /** See `RunOptions`. */
  checkpointEvery?: number;
  /** See `RunOptions`. */
  threads?: number;
}

/** From a worker: progress and checkpoints, then exactly one of the others. */
export type TaskReply =
  | { kind: 'progress'; id: number; progress: TaskProgress }
  | { kind: 'checkpoint'; id: number; checkpoint: Checkpoint }
  | { kind: 'done'; id: number; result: TaskResult }
  | ({ kind: 'failed'; id: number } & Failure)
  /** The worker lacks something that the task requires. */
  | { kind: 'refused'; id: number; reason: string };

/** An error as plain data. Without a code it is a defect, and comes with its stack. */
export interface Failure {
  message: string;
  code?: ErrorCode;
  stack?: string;
}

/** Carries the protocol to a worker and back. There is a file for each kind in `transports/`. */
export type Transport = Connection<TaskRequest, TaskReply>;
