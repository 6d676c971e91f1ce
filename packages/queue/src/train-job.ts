// One task on a worker: from its last checkpoint to its result, its failure, or back into the queue.
import { randomUUID } from 'node:crypto';
import { type Checkpoint, encode, type serveTasks, type TaskReply } from '@mlp-lab/experiment';
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { readableError } from './refusal';
import {
  assignmentOf,
  cancelKey,
  checkpointKey,
  type JobData,
  type JobProgress,
  type JobReturn,
  type QueuedReply,
  resultKey,
} from './task-job';
import type { JobRun, WorkerContext } from './worker-context';

export type ReplyHandler = (reply: TaskReply) => void;

export interface TakenJob {
  job: Job<JobData, JobReturn, string>;
  /** Of the lock on the job. */
  token: string;
  serve: ReturnType<typeof serveTasks>;
  /** Where the replies of `serve` go, by the id of the request. */
  handlers: Map<number, ReplyHandler>;
}

type Outcome = Extract<TaskReply, { kind: 'done' | 'failed' | 'refused' }>;

const WEEK = 7 * 24 * 3600; // seconds
const DELIVERY = 60; // seconds in which an owner fetches a checkpoint
const REPORT_INTERVAL = 1_000; // ms
const LATER = 2_000; // ms

let requests = 0;

/**
 * @throws DelayedError, WaitingError (BullMQ's) for a task that goes back into the queue; UnrecoverableError with a failure as JSON for
 * one whose training failed, which no other machine needs to try.
 */
export async function trainJob(worker: WorkerContext, { job, token, serve, handlers }: TakenJob): Promise<JobReturn> {
  const { store, self, runs, machine, onEvent, refuse } = worker;
  const id = requests++;
  const key = job.id as string;
  const giveBack = async () => {
    await job.moveToWait(token);
    onEvent({ type: 'returned', task: job.name });
    throw new WaitingError();
  };
  const putBackLater = async () => {
    await job.moveToDelayed(Date.now() + LATER, token);
    throw new DelayedError();
  };
  const [checkpoint, isCancelled] = await Promise.all([
    store.get<Checkpoint>(checkpointKey(key)),
    store.has(cancelKey(key)),
  ]);
  if (isCancelled) throw failed({ message: 'training was aborted', code: 'aborted' });
  if (worker.isEnding) return giveBack(); // last: nothing waits from here until `runs` has it
  const assignment = assignmentOf(job.data);
  const threads = fewest(assignment.threads, worker.threads);
  const training: (typeof self.training)[number] = { job: key, task: assignment.task.id };
  let isReturning = false;
  const abort = () => serve({ kind: 'abort', id });
  const run: JobRun = {
    job: key,
    abort,
    pause() {
      isReturning = true;
      serve({ kind: 'pause', id });
    },
    giveBack() {
      isReturning = true;
      abort();
    },
  };
  const outbox = openOutbox(worker, job);
  runs.add(run);
  self.training.push(training);
  onEvent({ type: 'training', task: training.task, ...positionOf(checkpoint), threads });
  let outcome: Outcome;
  try {
    outcome = await new Promise<Outcome>((resolve) => {
      handlers.set(id, (reply) => {
        if (reply.kind === 'progress') {
          training.progress = reply.progress;
          outbox.progress(reply.progress);
        } else if (reply.kind === 'checkpoint') outbox.checkpoint(reply.checkpoint);
        else resolve(reply);
      });
      const { wantsCheckpoints } = job.data;
      const checkpointEvery = wantsCheckpoints ? assignment.checkpointEvery : worker.checkpointInterval;
      serve({ kind: 'train', id, ...assignment, threads, checkpoint, wantsCheckpoints: true, checkpointEvery });
    });
  } finally {
    handlers.delete(id);
    runs.delete(run);
    self.training.splice(self.training.indexOf(training), 1);
  }

  if (outcome.kind === 'done') {
    // The thread waits for its next task meanwhile, so all goes at once.
    try {
      await Promise.all([outbox.empty(), store.put(resultKey(key), outcome.result, WEEK)]);
    } catch (error) {
      const refusal = readableError(error);
      if (refusal === error) throw error;
      onEvent({ type: 'notice', message: (refusal as Error).message }); // Redis is full: that is not the task's fault
      return putBackLater();
    }
    if (checkpoint || outbox.hasCheckpoint) await store.drop(checkpointKey(key));
    self.trained += 1;
    onEvent({ type: 'trained', task: training.task, seconds: outcome.result.seconds });
    return { machine };
  }
  await outbox.empty();
  if (outcome.kind === 'refused') {
    refuse(key, outcome.reason);
    return putBackLater();
  }
  if (isReturning) return giveBack();
  const { message, code, stack } = outcome;
  onEvent({ type: 'failed', task: training.task, message });
  throw failed({ message, code, stack });
}

const failed = (failure: Omit<Extract<TaskReply, { kind: 'failed' }>, 'kind' | 'id'>) =>
  new UnrecoverableError(JSON.stringify(failure));

const positionOf = (checkpoint: Checkpoint | undefined) => ({
  fromEpoch: checkpoint?.epochs ?? 0,
  fromImage: checkpoint?.sums?.count ?? 0,
});

const fewest = (...counts: (number | undefined)[]): number | undefined =>
  counts.reduce((a, b) => (a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)));

/** What a task sends while it trains: reports about once a second, checkpoints as often as asked for, in this order. */
function openOutbox(worker: WorkerContext, job: Job<JobData, JobReturn, string>) {
  const { store, machine, checkpointInterval } = worker;
  let queued: QueuedReply[] = [];
  let sent = Promise.resolve();
  let lastReport = 0;
  let lastCheckpoint = Date.now();
  let hasCheckpoint = false;

  /** A step that fails costs a report or a checkpoint, not the training. */
  const later = (step: () => Promise<unknown>) => {
    sent = sent.then(step).then(
      () => {},
      () => {},
    );
  };
  const report = () => {
    if (queued.length === 0) return;
    const progress: JobProgress = { machine, replies: encode(queued) };
    queued = [];
    lastReport = Date.now();
    later(() => job.updateProgress(progress));
  };

  return {
    progress(progress: Extract<TaskReply, { kind: 'progress' }>['progress']) {
      queued.push({ kind: 'progress', progress });
      if (Date.now() - lastReport >= REPORT_INTERVAL) report();
    },
    checkpoint(checkpoint: Checkpoint) {
      if (worker.isEnding || Date.now() - lastCheckpoint >= checkpointInterval) {
        lastCheckpoint = Date.now();
        hasCheckpoint = true;
        later(() => store.put(checkpointKey(job.id as string), checkpoint, WEEK));
      }
      if (job.data.wantsCheckpoints) {
        const key = `delivery:${randomUUID()}`;
        later(() => store.put(key, checkpoint, DELIVERY));
        queued.push({ kind: 'checkpoint', key });
      }
    },
    async empty() {
      report();
      await sent;
    },
    /** Whether the queue has a checkpoint from here. */
    get hasCheckpoint() {
      return hasCheckpoint;
    },
  };
}
