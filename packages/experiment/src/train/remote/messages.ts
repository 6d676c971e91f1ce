// What a comparison and a place that trains for it say to each other, as JSON: over HTTP, a socket, a message port.
import type { ErrorCode } from '@mlp-lab/core';
import type { io } from '@tensorflow/tfjs-core';
import type { Task, TaskProgress, TaskResult } from '../task';

/** To the place. `isData`: the recipe says all about the network; else the place must have the variant's code. */
export type TrainerOrder =
  | { kind: 'train'; task: Task; isData: boolean; keepModel?: boolean }
  | { kind: 'abort'; id: string };

/** From the place; `id` is the task's. A failure without a code is a defect. */
export type TrainerReply =
  | { kind: 'progress'; id: string; progress: TaskProgress }
  | { kind: 'done'; id: string; result: WireResult }
  | { kind: 'failed'; id: string; code?: ErrorCode; message: string };

/** A result whose numbers in bytes are base64. */
export type WireResult = Omit<TaskResult, 'probabilities' | 'heldOut' | 'model'> & {
  probabilities: string;
  heldOut?: string;
  model?: Omit<io.ModelArtifacts, 'weightData'> & { weightData: string };
};
