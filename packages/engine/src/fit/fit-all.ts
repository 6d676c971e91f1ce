// Many models at once, one a thread, over one copy of the data.
import { checkCount, MlpLabError } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TensorInput } from '../data/tensor-input';
import { tensorReader } from '../data/tensor-input';
import { type Lowered, lower } from '../lower/lower';
import { writeState } from '../lower/model-state';
import type { Report } from '../threads/messages';
import { coreCount } from '../threads/open-thread';
import { inputSharer } from '../threads/share-inputs';
import { type ThreadPool, threadPool } from '../threads/thread-pool';
import { loadProgram } from './compiled-trainer';
import { fit } from './fit';
import type { FitArgs, FitResult, Logs } from './fit-args';
import { lockModel } from './lock-model';
import { prepareFit } from './prepare-fit';

/** One model to train. */
export interface FitJob {
  /** What errors and progress call it. */
  name: string;
  model: LayersModel;
  x: TensorInput;
  y: TensorInput;
  /** As `fit`'s; functions don't travel to threads, so `onProgress` is in place of callbacks. */
  args?: Omit<FitArgs, 'callbacks' | 'signal' | 'yieldEvery'>;
}

export interface JobProgress {
  /** The job's name. */
  job: string;
  /** The epoch that is running or has ended, counted from 0, and the one to stop before. */
  epoch: number;
  epochs: number;
  /** Share of the epoch that is done; 1 at its end. */
  fraction: number;
  isEpochEnd: boolean;
  /** Means of the epoch so far; at its end as in the History. */
  logs: Logs;
}

export interface FitAllOptions {
  /** How many jobs to train at once. Default: the machine's cores. */
  threads?: number;
  /** Ends all jobs; each model keeps what it has learnt so far. */
  signal?: AbortSignal;
  onProgress?(progress: JobProgress): void;
}

/**
 * Trains many models, each to the same bits as `fit` would, on as many threads as asked for. What can't be compiled trains
 * through TensorFlow.js on this thread meanwhile. Weights and optimizers end up in the models.
 *
 * @returns the results in the order of the jobs.
 * @throws MlpLabError as `fit`, with the name of the first job that failed; the others are finished first.
 */
export async function fitAll(
  jobs: readonly FitJob[],
  { threads, signal, onProgress = () => {} }: FitAllOptions = {},
): Promise<FitResult[]> {
  const wanted = threads ?? (await coreCount());
  checkCount('threads', wanted);
  const pool = threadPool(Math.min(wanted, Math.max(jobs.length, 1)), signal);
  const share = inputSharer();
  const readOnce = tensorReader();
  let here: Promise<unknown> = Promise.resolve(); // jobs on this thread, one after another
  const running = jobs.map(async (job): Promise<FitResult> => {
    const data = { ...job, x: await readOnce(job.x), y: await readOnce(job.y) };
    const args: FitArgs = { ...job.args, signal };
    const report = (event: Omit<JobProgress, 'job' | 'epochs'>) =>
      onProgress({ job: job.name, epochs: args.epochs ?? 1, ...event });
    const lowered = args.compile === false ? { reasons: [] } : lower(job.model);
    if (!('reasons' in lowered)) return onThread(data, lowered, args, pool, share, report);
    const turn = here.then(() => fit(job.model, data.x, data.y, { ...args, callbacks: endOfEpoch(report) }));
    here = turn.catch(() => {});
    return turn;
  });
  const ended = await Promise.allSettled(running);
  pool.close();
  const results = ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  for (const [i, end] of ended.entries()) if (end.status === 'rejected') throw namedError(jobs[i].name, end.reason);
  return results;
}

async function onThread(
  { model, x, y }: FitJob,
  lowered: Lowered,
  args: FitArgs,
  pool: ThreadPool,
  share: ReturnType<typeof inputSharer>,
  report: (event: Omit<JobProgress, 'job' | 'epochs'>) => void,
): Promise<FitResult> {
  const { training, validation, options, result } = await prepareFit(model, x, y, args);
  const release = lockModel(model);
  try {
    const loaded = share(await loadProgram(model, lowered, training, validation));
    const { signal: _, ...plain } = options;
    const end = await pool.run({ kind: 'train', loaded, options: plain, result }, ({ kind: __, ...event }) =>
      report(event),
    );
    if (end.state) await writeState(model, lowered, end.state);
    if (end.kind === 'failed') throw failure(end, args.signal);
    return end.result;
  } finally {
    release();
  }
}

const failure = ({ code, message }: Extract<Report, { kind: 'failed' }>, signal?: AbortSignal): Error =>
  code === undefined ? new Error(message) : new MlpLabError(code, message, { cause: signal?.reason });

const endOfEpoch = (report: (event: Omit<JobProgress, 'job' | 'epochs'>) => void) => ({
  onEpochEnd: (epoch: number, logs: Logs = {}) => report({ epoch, fraction: 1, isEpochEnd: true, logs }),
});

function namedError(name: string, cause: unknown): MlpLabError {
  const code = cause instanceof MlpLabError ? cause.code : 'bad-model';
  return new MlpLabError(code, `job "${name}": ${(cause as Error).message}`, { cause });
}
