// Whatever trains the networks of a comparison: this thread, worker threads, Web Workers, a page, later a queue of machines.
import type { Checkpoint } from '../train/checkpoint';
import type { Task, TaskProgress, TaskResult } from '../train/task';
import type { Requirements } from './requirements';

/** One network to train, as plain data. */
export interface Assignment {
  /** The network to train. */
  task: Task;
  /** A worker that lacks any of this refuses the task. */
  requires: Requirements;
  /** Whether the result should include the trained network. @default false */
  keepModel?: boolean;
  /** Where an earlier training of the same task stopped. @default from the start */
  checkpoint?: Checkpoint;
}

/** Options of `Executor.run`. */
export interface RunOptions {
  /** Called several times an epoch. */
  onProgress?: ((progress: TaskProgress) => void) | undefined;
  /** Called at the end of each epoch, after its progress, or every `checkpointEvery` milliseconds. */
  onCheckpoint?: ((checkpoint: Checkpoint) => void) | undefined;
  /** Milliseconds of training after which the next batch ends with a checkpoint. @default at the end of each epoch */
  checkpointEvery?: number | undefined;
  /** Stores the result before the run resolves. Until then an executor that trains elsewhere keeps a copy. */
  store?: ((result: TaskResult) => void | Promise<void>) | undefined;
  /** The most threads that train the network together. @default what the executor decides */
  threads?: number | undefined;
  /** Ends training at once, without a checkpoint. */
  signal?: AbortSignal | undefined;
  /** Ends training after the next batch with a last checkpoint, as `signal` does at once and without one. */
  pause?: AbortSignal | undefined;
}

/** Trains networks somewhere: on this thread, on other threads, in a browser or on other machines. All give the same numbers. */
export interface Executor {
  /**
   * Trains one network. Several may run at once; the executor decides how many train at the same time.
   *
   * @throws MlpLabError `aborted` by either signal; `unavailable` if the worker refuses the task or is lost; as training does
   * (`diverged`, `bad-model`). What a callback throws ends the run, too.
   */
  run(assignment: Assignment, options?: RunOptions): Promise<TaskResult>;
  /** Why no further task can be trained; absent as long as a worker that is lost is replaced. */
  readonly lost?: Error;
  /** Frees the workers. Until then a program of Node may keep running. */
  close(): Promise<void>;
}
