// A task as a job of BullMQ: its identity, and what the job carries.
import { createHash } from 'node:crypto';
import {
  type Assignment,
  decode,
  encode,
  type Requirements,
  type RunOptions,
  type TaskReply,
} from '@mlp-lab/experiment';

/** The data of a job, as JSON. */
export interface JobData {
  /** Encoded: see `encode` of @mlp-lab/experiment. */
  assignment: unknown;
  /** Whether an owner wants the checkpoints, too. */
  wantsCheckpoints: boolean;
}

/** What a worker returns for a job. The result itself is in the store. */
export interface JobReturn {
  machine: string;
}

/** The progress of a job: what has happened since the last report. */
export interface JobProgress {
  machine: string;
  /** Encoded. */
  replies: unknown;
}

/** One of the replies in the progress of a job: a checkpoint is a key of the store. */
export type QueuedReply =
  | { kind: 'progress'; progress: Extract<TaskReply, { kind: 'progress' }>['progress'] }
  | { kind: 'checkpoint'; key: string };

/** A task, and how its owner wants it to be trained: neither changes the numbers. */
export type OwnedAssignment = Assignment & Pick<RunOptions, 'threads' | 'checkpointEvery'>;

export const jobData = (assignment: OwnedAssignment, wantsCheckpoints: boolean): JobData => ({
  assignment: encode({ ...assignment, checkpoint: undefined }),
  wantsCheckpoints,
});

export const assignmentOf = ({ assignment }: JobData): OwnedAssignment => decode(assignment) as OwnedAssignment;

/**
 * The same for two tasks exactly if they train the same network on the same data: the task's name in its comparison does not count. A
 * completed job of the same identity therefore has the result.
 */
export function jobId({ task: { id: _, ...task }, requires, keepModel = false }: Assignment): string {
  return `task-${digest({ task, requires, keepModel })}`;
}

/** Tasks of equal requirements share a queue, so that a worker is never given a task that it can't train. */
export function requirementsId(requires: Requirements): string {
  const id = requirementIds.get(requires) ?? `needs-${digest(requires)}`;
  requirementIds.set(requires, id); // ten thousand tasks of a row share one object, and so one id
  return id;
}
const requirementIds = new WeakMap<Requirements, string>();

/** Where the data set of some requirements is in the store. */
export const datasetKey = ({ dataset }: Pick<Requirements, 'dataset'>): string => `data:${digest(dataset)}`;
export const resultKey = (id: string): string => `result:${id}`;
/** There while nobody wants a job that a machine had begun. */
export const cancelKey = (id: string): string => `cancelled:${id}`;
export const checkpointKey = (id: string): string => `checkpoint:${id}`;

function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(encode(value))))
    .digest('hex')
    .slice(0, 32);
}

/** With the fields of all objects in alphabetical order. */
function sorted(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(sorted);
  return Object.fromEntries(
    Object.entries(json)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  );
}

/** Why a job failed: BullMQ's own failures are sentences; a worker's are JSON. */
export function failureIn(reason: string): Omit<Extract<TaskReply, { kind: 'failed' }>, 'kind' | 'id'> {
  try {
    const { message, code, stack } = JSON.parse(reason);
    return { message, code, stack };
  } catch {
    return { message: reason, code: 'unavailable' };
  }
}
