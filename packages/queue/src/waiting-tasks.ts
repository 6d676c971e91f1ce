// The tasks that an owner waits for, by request and by job: of ten thousand, an event concerns one.
import type { Transport } from '@mlp-lab/experiment';

/** A task, as the comparison sends it. */
export type TrainRequest = Extract<Parameters<Transport['send']>[0], { kind: 'train' }>;

export interface WaitingTask {
  request: TrainRequest;
  job: string;
  /** The id of its requirements; empty until it is in the queue. */
  requirements: string;
  isAborted: boolean;
  /** When every machine was first seen to refuse it. */
  refusedSince?: number;
}

export interface WaitingTasks {
  add(id: number, task: WaitingTask): void;
  /** Whether the task was waiting. */
  remove(id: number): boolean;
  get(id: number): WaitingTask | undefined;
  /** The ids of all tasks that wait for a job. */
  idsOf(job: string): readonly number[];
  /** The tasks that wait for a job, once they are in the queue. */
  of(job: string): [number, WaitingTask][];
  /** The first in line, which go to its end. */
  next(count: number): [number, WaitingTask][];
  /** Whether a job, or some requirements, are those of a task. */
  has(jobOrRequirements: string): boolean;
  readonly size: number;
}

export function waitingTasks(): WaitingTasks {
  const tasks = new Map<number, WaitingTask>();
  const ids = new Map<string, readonly number[]>();
  const idsOf = (job: string): readonly number[] => ids.get(job) ?? [];
  return {
    add(id, task) {
      tasks.set(id, task);
      ids.set(task.job, idsOf(task.job).concat(id)); // no longer than needed
    },
    remove(id) {
      const job = tasks.get(id)?.job;
      if (job === undefined) return false;
      const others = idsOf(job).filter((other) => other !== id);
      if (others.length > 0) ids.set(job, others);
      else ids.delete(job);
      return tasks.delete(id);
    },
    get: (id) => tasks.get(id),
    idsOf,
    of: (job) =>
      idsOf(job).flatMap((id): [number, WaitingTask][] => {
        const task = tasks.get(id);
        return task && task.requirements !== '' ? [[id, task]] : [];
      }),
    next(count) {
      const first: [number, WaitingTask][] = [];
      for (const entry of tasks) {
        if (first.length === count) break;
        first.push(entry);
      }
      for (const [id, task] of first) {
        tasks.delete(id);
        tasks.set(id, task);
      }
      return first;
    },
    has: (what) => [...tasks.values()].some(({ job, requirements }) => job === what || requirements === what),
    get size() {
      return tasks.size;
    },
  };
}
