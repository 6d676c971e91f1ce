// Trains many models at once, one per thread, over one copy of the data.

import { createLimiter } from '@mlp-lab/core';
import { coreCount, MlpLabError } from '@mlp-lab/core/common';
import { tensorReader } from '../data/tensor-input';
import { type Lowered, lower } from '../lower/lower';
import { lowerModel } from '../lower/lower-model';
import { writeState } from '../lower/model-state';
import type { TrainEnd } from '../threads/messages';
import { openTrainingThreads } from '../threads/open-training-threads';
import { inputSharer } from '../threads/share-inputs';
import { trainInTurn } from '../threads/train-in-turn';
import { loadProgram } from './compiled-trainer';
import { fit } from './fit';
import type { FitAllOptions, FitJob, JobProgress } from './fit-all-args';
import type { FitArgs, FitResult, Logs } from './fit-args';
import { lockModel } from './lock-model';
import { prepareFit } from './prepare-fit';

/**
 * Trains many models on threads, each to the same bits as `fit`. Models that can't be compiled train through TensorFlow.js on this
 * thread in the meantime. The trained weights and optimizer states are written back to the models.
 *
 * @returns the results in the order of the jobs.
 * @throws MlpLabError as `fit`, with the name of the first job that failed, once all other jobs have ended; before any training,
 * `invalid-argument` for jobs that would train the same weights at once.
 */
export async function fitAll(jobs: readonly FitJob[], given?: FitAllOptions | null): Promise<FitResult[]> {
  const { checkFitAllOptions, checkJobs } = await import('./check-fit-all');
  const {
    jobs: wanted = coreCount(),
    threads,
    workerUrl,
    onProgress = () => {},
    ...options
  } = checkFitAllOptions(given);
  checkJobs(jobs);
  const atOnce = Math.min(wanted, Math.max(jobs.length, 1));
  const each = threads ?? Math.max(1, Math.floor(coreCount() / atOnce));
  const pool = openTrainingThreads(atOnce, workerUrl);
  const inTurn = createLimiter(atOnce);
  const share = inputSharer();
  const readOnce = tensorReader();
  let onThisThread: Promise<unknown> = Promise.resolve(); // one job after another
  const stop = new AbortController(); // for what onProgress throws, which a thread's message calls
  const signal = AbortSignal.any([stop.signal, options.signal ?? stop.signal]);
  const told: Promise<void>[] = []; // none rejects
  const running = jobs.map(async (job): Promise<FitResult> => {
    const data = { ...job, x: await readOnce(job.x), y: await readOnce(job.y) };
    const args: FitArgs = { ...job.args, signal };
    const tell = async (event: Omit<JobProgress, 'job' | 'epochs'>) => {
      try {
        await onProgress({ job: job.name, epochs: args.epochs ?? 1, ...event });
      } catch (error) {
        stop.abort(error);
      }
    };
    const report = (event: Omit<JobProgress, 'job' | 'epochs'>) => void told.push(tell(event));
    const lowered = args.compile === false ? { reasons: [] } : await lowerModel(job.model, lower);
    if (!('reasons' in lowered)) {
      const train = trainInTurn({
        pool,
        inTurn,
        workerUrl,
        threads: args.threads ?? each,
        tell: threads !== undefined,
      });
      return onThreads(data, lowered, args, train, share, report);
    }
    const turn = onThisThread.then(() => fit(job.model, data.x, data.y, { ...args, callbacks: endOfEpoch(report) }));
    onThisThread = turn.catch(() => {});
    return turn;
  });
  const ended = await Promise.allSettled(running);
  pool.close();
  await Promise.all(told);
  stop.signal.throwIfAborted();
  const results = ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  for (const [i, end] of ended.entries()) if (end.status === 'rejected') throw namedError(jobs[i].name, end.reason);
  return results;
}

async function onThreads(
  { model, x, y }: FitJob,
  lowered: Lowered,
  args: FitArgs,
  train: ReturnType<typeof trainInTurn>,
  share: ReturnType<typeof inputSharer>,
  report: (event: Omit<JobProgress, 'job' | 'epochs'>) => void,
): Promise<FitResult> {
  const { training, validation, options, result } = await prepareFit(model, x, y, args);
  const release = lockModel(model);
  try {
    const loaded = share(await loadProgram(model, lowered, args.arithmetic, training, validation));
    const { signal, ...plain } = options;
    const request = { kind: 'train', loaded, options: plain, result } as const;
    const end = await train(request, ({ kind: _, ...progress }) => report(progress), signal);
    if (end.state) await writeState(model, lowered, end.state);
    if (end.kind === 'failed') throw failure(end, signal);
    return { ...end.result, arithmetic: loaded.program.arithmetic };
  } catch (error) {
    throw (await import('./ended')).withReason(error, model, args.signal);
  } finally {
    release();
  }
}

const failure = ({ code, message }: Extract<TrainEnd, { kind: 'failed' }>, signal?: AbortSignal): Error =>
  code === undefined ? new Error(message) : new MlpLabError(code, message, { cause: signal?.reason });

const endOfEpoch = (report: (event: Omit<JobProgress, 'job' | 'epochs'>) => void) => ({
  onEpochEnd: (epoch: number, logs: Logs = {}) => report({ epoch, fraction: 1, isEpochEnd: true, logs }),
});

function namedError(name: string, cause: unknown): MlpLabError {
  const code = cause instanceof MlpLabError ? cause.code : 'bad-model';
  return new MlpLabError(code, `job "${name}": ${(cause as Error).message}`, { cause });
}
