// The files of one trained network → their contents, checked.
import { MlpLabError } from '@mlp-lab/core';
import type { DatasetInfo } from '../report/dataset-info';
import type { Task, TaskResult } from '../train/task';
import { checkShape, type Shape } from './check-shape';
import { readBytes, readJson } from './read-json';

/** The contents of ID.json. */
export interface NetworkFile {
  task: Task;
  dataset: DatasetInfo;
  result: Omit<TaskResult, 'probabilities' | 'heldOut' | 'model'>;
}

type StoredFile = NetworkFile & { result: { moments?: TaskResult['snapshots'] } };

const REMEDY = 'Delete it to train that network again.';

/**
 * @param path of the network's files, without their extensions.
 * @throws MlpLabError `io` or `bad-data`, with the file, the path in it, and the remedy.
 */
export async function readNetwork(path: string): Promise<NetworkFile> {
  const file = `${path}.json`;
  try {
    const { result, ...stored } = checkShape(await readJson(file), NETWORK, `${file}:`) as StoredFile;
    const { moments, snapshots = moments, ...rest } = result;
    return { ...stored, result: { ...rest, ...(snapshots && { snapshots }) } };
  } catch (cause) {
    if (!(cause instanceof MlpLabError)) throw cause;
    throw new MlpLabError(cause.code, `${cause.message.replace(/\.?$/, '.')} ${REMEDY}`, { cause });
  }
}

/** Class probabilities, `[images × classes]`. @throws MlpLabError as `readNetwork`. */
export async function readAnswers(path: string, ending: 'f32' | 'held-out.f32', images: number): Promise<Float32Array> {
  const bytes = await readBytes(`${path}.${ending}`);
  if (bytes.length === 0 || bytes.length % (Float32Array.BYTES_PER_ELEMENT * images) !== 0)
    throw new MlpLabError(
      'bad-data',
      `${path}.${ending} is damaged: expected float32 numbers for each of ${images} images, received ${bytes.length} bytes. ` +
        `Delete ${path}.json to train that network again.`,
    );
  const { buffer, byteOffset, byteLength } = bytes;
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

export const DATASET: Shape = {
  name: 'string',
  train: 'number',
  test: 'number',
  'classes?': 'number',
  'digest?': 'string',
};
export const MADE_BY: Shape = { version: 'string', arithmetic: 'string' };
export const HISTORY: Shape = { loss: ['number'], acc: ['number'], val_loss: ['number'], val_acc: ['number'] };
const SNAPSHOTS: Shape = [{ epoch: 'number', layers: [{ name: 'string', gradientNorm: 'number' }] }];
const NETWORK: Shape = {
  task: { id: 'string', variant: 'string', seed: 'number' },
  dataset: DATASET,
  result: {
    trainedOn: 'number',
    seconds: 'number',
    history: HISTORY,
    'madeBy?': MADE_BY,
    'snapshots?': SNAPSHOTS,
    'moments?': SNAPSHOTS, // their name in the first run folders
  },
};
