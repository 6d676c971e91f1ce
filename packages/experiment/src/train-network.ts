// One planned network → the executor → its result, saved in the run folder, or the failure of its row.
import { attempt, type Dataset, invalidArgument, MlpLabError } from '@mlp-lab/core';
import type { CompareOptions } from './compare-options';
import { isRefusal } from './executor/connect';
import type { Assignment, Executor } from './executor/executor';
import type { Outcome } from './report/assemble';
import { keepCheckpoints } from './run-folder/keep-checkpoints';
import type { RunFolder } from './run-folder/run-folder';
import type { Checkpoint } from './train/checkpoint';
import type { TaskResult } from './train/task';

/** Whether an error concerns one network: its row reports the failure, and the other networks continue. */
function isOwnFailure(error: unknown, executor: Executor): error is MlpLabError {
  if (!(error instanceof MlpLabError)) return false;
  const isOfItsThread = error.code === 'unavailable' && !executor.lost && !isRefusal(error);
  return ['diverged', 'bad-model'].includes(error.code) || isOfItsThread;
}

interface TrainOptions extends Pick<CompareOptions, 'threads' | 'start' | 'onProgress' | 'signal' | 'checkpointEvery'> {
  dataset: Dataset;
  folder?: RunFolder;
  pause: AbortSignal;
}

/**
 * Trains one network of a plan by the executor, and keeps what it gives in the run folder. Ten thousand may wait in a queue: while one
 * waits, there is no frame of an asynchronous function for it.
 */
export function trainNetwork(
  { task, requires }: Pick<Assignment, 'task' | 'requires'>,
  executor: Executor,
  options: TrainOptions,
  checkpoint: Checkpoint | undefined,
): Promise<Outcome> {
  const { dataset, threads, folder, onProgress, signal, pause } = options;
  const { checkpointEvery = CHECKPOINT_EVERY } = options;
  const keeper = folder && keepCheckpoints((latest) => folder.saveCheckpoint(task, latest));

  async function trained(given: TaskResult): Promise<Outcome> {
    const { model: _model, checkpoint: _checkpoint, ...result } = checkResult(given, dataset);
    await keeper?.settled();
    onProgress?.({ type: 'trained', task, seconds: result.seconds });
    return result;
  }

  async function failed(error: unknown): Promise<Outcome> {
    await keeper?.settled();
    const kept = keeper?.latest() ?? checkpoint;
    if (pause.aborted && kept) onProgress?.({ type: 'stopped', task, epochs: kept.epochs });
    if (pause.aborted && error instanceof Error) error.cause ??= pause.reason;
    if (!isOwnFailure(error, executor)) throw error;
    onProgress?.({ type: 'failed', task, message: error.message });
    return { failure: error.message };
  }

  const running = attempt(() =>
    executor.run(
      { task, requires, keepModel: folder !== undefined, checkpoint: checkpoint ?? options.start?.(task) },
      {
        onProgress: (progress) => onProgress?.({ type: 'training', task, progress }),
        ...(keeper && { onCheckpoint: keeper.keep, checkpointEvery, pause }),
        async store({ model, ...result }) {
          await keeper?.settled();
          await folder?.save(task, result, model);
        },
        ...(threads !== undefined && { threads }),
        signal,
      },
    ),
  );
  if (checkpoint) onProgress?.({ type: 'resumed', task, epochs: checkpoint.epochs, history: checkpoint.history });
  return running.then(trained, failed);
}

const CHECKPOINT_EVERY = 4_500; // milliseconds: with the batch and the file, a kill costs less than five seconds of training

/** Of an executor of the caller's own. */
function checkResult(result: TaskResult, { test, classes }: Dataset): TaskResult {
  if (result?.probabilities?.length === test.count * classes) return result;
  throw invalidArgument('executor.run', 'probabilities of all test images', result);
}
