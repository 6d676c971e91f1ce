// Carries tasks to a queue, and the workers' replies back. What an event fails to tell (a restart of Redis, a trimmed stream) is found
// by looking at the queue from time to time.
import type { Dataset } from '@mlp-lab/core';
import {
  type Assignment,
  type Checkpoint,
  decode,
  failureOf,
  type TaskReply,
  type TaskResult,
  type Transport,
} from '@mlp-lab/experiment';
import type { Redis } from 'ioredis';
import { jobOrder } from './job-order';
import { ownerStore } from './owner-store';
import { machinesOf } from './presence';
import { readableError } from './refusal';
import { addRequirements, removeRequirements } from './requirement-queues';
import { openRoom, type Room } from './room';
import type { Store } from './store';
import {
  cancelKey,
  failureIn,
  type JobProgress,
  type JobReturn,
  jobData,
  jobId,
  type QueuedReply,
  resultKey,
} from './task-job';
import { type TrainRequest, type WaitingTask, waitingTasks } from './waiting-tasks';

export interface QueueTransportOptions {
  redis: Redis;
  prefix: string;
  store: Store;
  dataset?: Dataset;
  pollInterval: number;
  refusalPatience: number;
  onNotice?(message: string): void;
}

export interface QueueTransport extends Transport {
  takeBack(assignment: Assignment): Promise<boolean>;
  close(): Promise<void>;
}

const HOUR = 3600; // seconds
const WEEK = 7 * 24 * HOUR;
const AFTER_COLLECTION = 10; // seconds, for another owner of the same task
const ABORT_PATIENCE = 10_000; // ms, for the machine to say that it has stopped, and for Redis to answer
const SUBMISSIONS = 64; // tasks on their way into the queue at a time: ten thousand would fill the memory
const LOOKS = 500; // jobs at a time
const FIRST_LOOK = 500; // ms
const WAITED_FOR = new Set(['active', 'waiting', 'delayed', 'prioritized', 'paused', 'waiting-children']);

export function openQueueTransport(options: QueueTransportOptions): QueueTransport {
  const { redis, prefix, store, dataset, pollInterval, refusalPatience, onNotice = () => {} } = options;
  const rooms = new Map<string, Promise<Room>>();
  /** Not on their way into the queue yet, in order. */
  const arriving = new Map<number, TrainRequest>();
  let submissions = 0;
  const waiting = waitingTasks();
  /** Whose results are being stored. */
  const collected = new Map<number, WaitingTask>();
  const said = new Set<string>();
  const brought = ownerStore(store, dataset, WEEK);
  let isClosed = false;

  /** A step that fails, fails the job's tasks. */
  const order = jobOrder((job, error) => {
    if (!isClosed)
      for (const id of waiting.idsOf(job)) reply({ kind: 'failed', id, ...failureOf(readableError(error)) });
  });

  function reply(message: TaskReply): void {
    if (message.kind !== 'progress' && message.kind !== 'checkpoint' && !waiting.remove(message.id)) return;
    transport.onMessage(message);
  }

  function room(id: string): Promise<Room> {
    let opened = rooms.get(id);
    if (!opened) {
      opened = openRoom(redis, prefix, id, {
        progress: (job, progress) => order.run(job, () => report(job, progress)),
        completed: (job, returned) => order.run(job, () => collect(job, returned)),
        failed: (job, reason) => order.run(job, () => giveUp(job, reason)),
      });
      rooms.set(id, opened);
    }
    return opened;
  }

  /** Puts those that arrive into the queue, some at a time. */
  function submitNext(): void {
    for (const [id, request] of arriving) {
      if (submissions === SUBMISSIONS) return;
      arriving.delete(id);
      submissions += 1;
      const job = jobId(request);
      waiting.add(id, { request, job, requirements: '', isAborted: false });
      order.run(job, () =>
        submit(id).finally(() => {
          submissions -= 1;
          submitNext();
        }),
      );
    }
  }

  async function submit(id: number): Promise<void> {
    const task = waiting.get(id);
    if (!task) return;
    const { request, job } = task;
    const { kind: _, id: __, wantsCheckpoints, ...assignment } = request;
    await brought.share(assignment.requires);
    task.requirements = await addRequirements(redis, prefix, assignment.requires);
    const { jobs, catchUp } = await room(task.requirements);
    const known = await jobs.getJobState(job);
    if (known === 'completed') {
      await catchUp(); // its progress comes first
      return order.run(job, () => collect(job));
    }
    await redis.del(`${prefix}:${cancelKey(job)}`);
    if (known === 'failed') await jobs.remove(job); // an earlier owner's failure: it is tried again
    if (assignment.checkpoint) await brought.offerCheckpoint(job, assignment.checkpoint);
    if (!WAITED_FOR.has(known))
      await jobs.add(assignment.task.id, jobData(assignment, wantsCheckpoints), {
        jobId: job,
        removeOnComplete: { age: WEEK },
        removeOnFail: { age: HOUR },
      });
    else if (wantsCheckpoints) await (await jobs.getJob(job))?.updateData(jobData(assignment, true));
  }

  async function report(job: string, { replies }: JobProgress): Promise<void> {
    const tasks = waiting.of(job);
    if (tasks.length === 0) return;
    for (const message of decode(replies) as QueuedReply[]) {
      const checkpoint = message.kind === 'checkpoint' ? await store.get<Checkpoint>(message.key) : undefined;
      for (const [id, { request }] of tasks) {
        if (message.kind === 'progress') reply({ kind: 'progress', id, progress: message.progress });
        else if (checkpoint && request.wantsCheckpoints) reply({ kind: 'checkpoint', id, checkpoint });
      }
    }
  }

  async function collect(job: string, returned?: JobReturn): Promise<void> {
    const tasks = waiting.of(job);
    if (tasks.length === 0) return;
    const { jobs } = await room(tasks[0][1].requirements);
    const done = returned ?? (await jobs.getJob(job))?.returnvalue;
    if (!done) return; // it is being trained again
    const result = await store.get<TaskResult>(resultKey(job));
    if (result)
      for (const [id, task] of tasks) {
        collected.set(id, task);
        reply({ kind: 'done', id, result: { ...result, machine: done.machine } });
      }
    else if (await jobs.getJob(job).then((known) => known?.isCompleted())) {
      await jobs.remove(job); // its result has left Redis: it is trained again
      for (const [id] of tasks) await submit(id);
    }
  }

  /** The owner has stored the result: it leaves Redis. */
  async function forget(id: number): Promise<void> {
    const task = collected.get(id);
    collected.delete(id);
    if (!task || [...collected.values()].some(({ job }) => job === task.job)) return;
    const { jobs } = await room(task.requirements);
    await Promise.all([jobs.remove(task.job), store.drop(resultKey(task.job), AFTER_COLLECTION)]);
  }

  async function giveUp(job: string, reason: string | undefined): Promise<void> {
    const tasks = waiting.of(job);
    if (tasks.length === 0 || reason === undefined) return; // without a reason it is being trained again
    const { jobs } = await room(tasks[0][1].requirements);
    const { code, ...rest } = failureIn(reason);
    await jobs.remove(job);
    const isMine = tasks.some(([, { isAborted }]) => isAborted);
    for (const [id, { isAborted }] of tasks) {
      // Another owner's abort does not concern this one.
      if (code === 'aborted' && !isAborted && !isMine) await submit(id);
      else reply({ kind: 'failed', id, code, ...rest });
    }
  }

  /** Ends the training of a job, or, if its machine is lost, keeps the next one from going on. */
  async function cancel(job: string): Promise<void> {
    await redis.set(`${prefix}:${cancelKey(job)}`, '', 'EX', WEEK);
    await redis.publish(`${prefix}:abort`, job);
  }

  async function abort(id: number): Promise<void> {
    const task = waiting.get(id);
    if (!task) return;
    task.isAborted = true;
    if (waiting.of(task.job).some(([, { isAborted }]) => !isAborted)) return reply(aborted(id));
    const { jobs } = await room(task.requirements);
    if ((await jobs.getJobState(task.job)) === 'active') await cancel(task.job);
    else {
      await jobs.remove(task.job);
      reply(aborted(id));
    }
  }

  /** Finds what no event has told. */
  async function look(): Promise<void> {
    const machines = await machinesOf(redis, prefix);
    for (const { name, refusals } of machines)
      for (const [what, reason] of Object.entries(refusals))
        if (waiting.has(what)) say(`${name} refuses tasks of this comparison: ${reason}`);
    if (machines.length === 0 && waiting.size > 0)
      say('no machine serves the queue yet: start `mlp-lab worker` on one');
    for (const [id, task] of waiting.next(LOOKS)) {
      const { job, requirements } = task;
      if (requirements === '') continue; // on its way into the queue
      const reasons = machines.map(({ refusals }) => refusals[requirements] ?? refusals[job]);
      if (machines.length === 0 || reasons.some((reason) => reason === undefined)) task.refusedSince = undefined;
      else {
        task.refusedSince ??= Date.now();
        if (Date.now() - task.refusedSince >= refusalPatience) {
          await (await room(requirements)).jobs.remove(job);
          reply({ kind: 'refused', id, reason: reasons[0] as string });
          continue;
        }
      }
      const { jobs, catchUp } = await room(requirements);
      const state = await jobs.getJobState(job);
      if (state === 'completed' || state === 'failed') await catchUp(); // its progress comes first
      if (state === 'completed') order.run(job, () => collect(job));
      else if (state === 'failed') order.run(job, async () => giveUp(job, (await jobs.getJob(job))?.failedReason));
      else if (state === 'unknown') order.run(job, () => submit(id));
    }
  }

  function say(message: string): void {
    if (said.has(message)) return;
    said.add(message);
    onNotice(message);
  }

  let timer: NodeJS.Timeout | undefined;
  const lookIn = (milliseconds: number) => {
    timer = setTimeout(async () => {
      await look().catch(() => {}); // a lost connection: the next look is later
      if (!isClosed) lookIn(pollInterval);
    }, milliseconds);
  };
  lookIn(Math.min(pollInterval, FIRST_LOOK));

  const transport: QueueTransport = {
    onMessage() {},
    onLost() {},

    send(request) {
      const { id } = request;
      if (request.kind === 'train') {
        arriving.set(id, request);
        submitNext();
      } else if (request.kind === 'abort') {
        const task = waiting.get(id);
        if (task) {
          setTimeout(() => reply(aborted(id)), ABORT_PATIENCE).unref();
          order.run(task.job, () => abort(id));
        } else if (arriving.delete(id)) transport.onMessage(aborted(id));
      } else {
        const task = collected.get(id);
        if (task) order.run(task.job, () => forget(id).catch(() => {})); // it leaves Redis by its age
      }
    },

    async takeBack(assignment) {
      const { jobs } = await room(await addRequirements(redis, prefix, assignment.requires));
      const job = jobId(assignment);
      const state = await jobs.getJobState(job);
      if (state === 'active') await cancel(job);
      else if (WAITED_FOR.has(state)) await jobs.remove(job);
      return WAITED_FOR.has(state);
    },

    async close() {
      isClosed = true;
      clearTimeout(timer);
      if (arriving.size > 0) say('not all tasks were in the queue yet: rerun the command to add the others');
      arriving.clear();
      await order.settled();
      for (const [id, opened] of rooms) {
        const { jobs, close } = await opened;
        const left = await jobs
          .getJobCountByTypes('active', 'waiting', 'delayed', 'completed', 'failed')
          .catch(() => 1);
        if (left === 0) {
          await removeRequirements(redis, prefix, id);
          await jobs.obliterate({ force: true }).catch(() => {});
        }
        await close();
      }
    },
  };
  return transport;
}

const aborted = (id: number) => ({ kind: 'failed', id, code: 'aborted', message: 'training was aborted' }) as const;
