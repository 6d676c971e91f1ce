// The files of one trained network → their contents, checked.
import { basename } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { type DatasetInfo, shortDigest } from '../report/dataset-info';
import type { Task, TaskResult } from '../train/task';
import { checkShape, type Shape } from './check-shape';
import type { PluginDigests } from './plugin-digests';
import { readBytes, readJson } from './read-json';
import { sha256, unseal } from './seal';
import { DATASET, HISTORY, MADE_BY, SNAPSHOTS } from './shapes';

/** The contents of ID.json. */
export interface NetworkFile {
  task: Task;
  dataset: DatasetInfo;
  /** Of the code that took part, where it was known. */
  plugins?: PluginDigests;
  result: Omit<TaskResult, 'probabilities' | 'heldOut' | 'model' | 'checkpoint'>;
  /** The SHA-256 of the network's other files, by their paths in the run's folder; absent in the first run folders. */
  files?: Readonly<Record<string, string>>;
}

/** A network as it was read. */
export interface ReadNetwork extends NetworkFile {
  /** `[test images × classes]` */
  probabilities: Float32Array;
  /** Which of its files is another than was written, and what to do. */
  damage?: string;
}

type StoredFile = NetworkFile & { result: { moments?: TaskResult['snapshots'] } };

const MOST_CLASSES = 256; // as a data set has

const REMEDY = 'to train that network again, or repeat the command with --repair.';

/**
 * Reads ID.json and the answers, and compares both with their checksums.
 *
 * @param path of the network's files, without their extensions.
 * @param images the number of test images.
 * @param check looks at ID.json before the answers are read, whose size follows from its data set.
 * @throws MlpLabError `io` or `bad-data` for what can't be read, with the file, the path in it, and the remedy.
 */
export async function readNetwork(
  path: string,
  images: number,
  check: (network: NetworkFile) => void = () => {},
): Promise<ReadNetwork> {
  const file = `${path}.json`;
  const { value, isBroken } = await readRecord(file);
  const { result, ...stored } = value;
  const { moments, snapshots = moments, ...rest } = result;
  const network = { ...stored, result: { ...rest, ...(snapshots && { snapshots }) } };
  check(network);
  const { probabilities, damage } = await readAnswers(path, 'f32', images, network.files);
  const own = isBroken
    ? `${file} is damaged: expected the SHA-256 in it, received another. Delete it ${REMEDY}`
    : damage;
  return { ...network, probabilities, ...(own && { damage: own }) };
}

async function readRecord(file: string): Promise<{ value: StoredFile; isBroken: boolean }> {
  try {
    const stored = await readJson(file);
    const value = checkShape(stored, NETWORK, `${file}:`) as StoredFile;
    const { isBroken } = unseal(stored as object);
    return { value: unseal(value).value as StoredFile, isBroken };
  } catch (cause) {
    if (!(cause instanceof MlpLabError)) throw cause;
    throw new MlpLabError(cause.code, `${cause.message.replace(/\.?$/, '.')} Delete it ${REMEDY}`, { cause });
  }
}

/** Class probabilities, `[images × classes]`. @throws MlpLabError as `readNetwork`. */
export async function readAnswers(
  path: string,
  ending: 'f32' | 'held-out.f32',
  images: number,
  files: NetworkFile['files'] = {},
): Promise<{ probabilities: Float32Array; damage?: string }> {
  const most = Float32Array.BYTES_PER_ELEMENT * images * MOST_CLASSES;
  const bytes = await readBytes(`${path}.${ending}`, { most }).catch((cause: MlpLabError) => {
    throw new MlpLabError(cause.code, `${cause.message}. Delete ${path}.json ${REMEDY}`, { cause });
  });
  const damaged = (expected: string, received: string) =>
    `${path}.${ending} is damaged: expected ${expected}, received ${received}. Delete ${path}.json ${REMEDY}`;
  if (bytes.length === 0 || bytes.length % (Float32Array.BYTES_PER_ELEMENT * images) !== 0)
    throw new MlpLabError('bad-data', damaged(`float32 numbers for each of ${images} images`, `${bytes.length} bytes`));
  const [wanted, found] = [files[`networks/${basename(path)}.${ending}`], sha256(bytes)];
  const damage =
    wanted === undefined || wanted === found
      ? undefined
      : damaged(`SHA-256 ${shortDigest(wanted)}`, shortDigest(found));
  const { buffer, byteOffset, byteLength } = bytes;
  return { probabilities: new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)), damage };
}

const NETWORK: Shape = {
  task: { id: 'string', variant: 'string', seed: 'number' },
  dataset: DATASET,
  'plugins?': { '*': 'string' },
  'files?': { '*': 'string' },
  result: {
    trainedOn: 'number',
    seconds: 'number',
    history: HISTORY,
    'madeBy?': MADE_BY,
    'continuedAfter?': ['number'],
    'machine?': 'string',
    'snapshots?': SNAPSHOTS,
    'moments?': SNAPSHOTS, // their name in the first run folders
  },
};
