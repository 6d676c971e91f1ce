// networks/ID.checkpoint.bin: a network in training, or at the end of its training, from which it can be trained on.
import { isDeepStrictEqual } from 'node:util';
import { MlpLabError } from '@mlp-lab/core';
import { writeAtomically } from '@mlp-lab/core/files';
import { madeBy, makerTitle } from '../made-by';
import { type DatasetInfo, differentDatasets, isSameDataset } from '../report/dataset-info';
import type { Checkpoint } from '../train/checkpoint';
import { decodeCheckpoint, encodeCheckpoint, type TaskCheckpoint } from '../train/checkpoint-codec';
import type { Task } from '../train/task';
import { readBytes } from './read-json';

export const CHECKPOINT_ENDING = '.checkpoint.bin';

/** @param path of the network's files, without their extensions. */
export async function writeCheckpoint(
  path: string,
  task: Task,
  dataset: DatasetInfo,
  checkpoint: Checkpoint,
): Promise<void> {
  await writeAtomically(
    `${path}${CHECKPOINT_ENDING}`,
    Buffer.from(await encodeCheckpoint({ task, dataset, madeBy: madeBy(task.arithmetic), checkpoint })),
  );
}

/** Undefined if there is none. @throws MlpLabError `io` or `bad-data`, with the file and the remedy. */
export async function readCheckpoint(path: string): Promise<TaskCheckpoint | undefined> {
  const file = `${path}${CHECKPOINT_ENDING}`;
  try {
    return await decodeCheckpoint(new Uint8Array(await readBytes(file)), file);
  } catch (cause) {
    if (!(cause instanceof MlpLabError)) throw cause;
    if ((cause.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
    const remedy = 'Delete it to train that network from the start, or repeat the command with --repair.';
    throw new MlpLabError(cause.code, `${cause.message}. ${remedy}`, { cause });
  }
}

/** Whether two tasks train the same network, `later` for more epochs. */
export function isTrainedOn(earlier: Task, later: Task): boolean {
  return earlier.recipe.epochs < later.recipe.epochs && isDeepStrictEqual(withEpochs(earlier, 0), withEpochs(later, 0));
}

/**
 * Checks that a task can go on from a checkpoint.
 *
 * @throws MlpLabError `invalid-argument` for a checkpoint of other data, settings or version, or after more epochs than asked for.
 */
export function checkResumable(file: string, saved: TaskCheckpoint, task: Task, dataset: DatasetInfo): void {
  const refuse = (problem: string) =>
    new MlpLabError('invalid-argument', `${file}: ${problem}: choose another folder, or delete that file`);
  const { checkpoint } = saved;
  if (!isSameDataset(saved.dataset, dataset))
    throw refuse(`the network was trained on other data: ${differentDatasets(saved.dataset, dataset)}`);
  const [then, now] = [saved.madeBy, madeBy(task.arithmetic)].map(makerTitle);
  if (then !== now)
    throw refuse(`${then} trained the network so far, this is ${now}, which may go on to other numbers`);
  const { epochs } = task.recipe;
  if (!isDeepStrictEqual(withEpochs(saved.task, 0), withEpochs(task, 0)))
    throw refuse(`the network has other settings`);
  if (checkpoint.epochs > epochs || (checkpoint.sums && checkpoint.epochs === epochs))
    throw refuse(`the network has been trained for ${checkpoint.epochs} epochs already, now ${epochs}`);
}

/** As it comes back from JSON. */
function withEpochs({ recipe, ...task }: Task, epochs: number): Task {
  return JSON.parse(JSON.stringify({ ...task, recipe: { ...recipe, epochs } }));
}
