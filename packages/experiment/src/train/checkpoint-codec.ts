// A checkpoint ↔ bytes: the one form in which it is kept, in a run folder, in a browser's database or in a queue.
//
//   8 bytes            MLPLABCP
//   4 + 4 bytes        the version of the format, the length of the header (unsigned, little-endian)
//   header             JSON: whose checkpoint it is, everything but the numbers of the tensors; spaces up to a multiple of 4 bytes
//   numbers            those of each tensor, 4 bytes each, little-endian, one tensor after another
//   32 bytes           SHA-256 of all of the above
import { MlpLabError, parseJson, sizeFromShape } from '@mlp-lab/core';
import { decode, encode } from '../executor/json-codec';
import type { MadeBy } from '../made-by';
import type { DatasetInfo } from '../report/dataset-info';
import { checkShape, type Shape } from '../run-folder/check-shape';
import { DATASET, HISTORY, MADE_BY, SNAPSHOTS } from '../run-folder/shapes';
import type { Checkpoint, SavedTensor } from './checkpoint';
import type { Task } from './task';

/** A checkpoint, and whose it is: for another task, other data or another version it is of no use. */
export interface TaskCheckpoint {
  task: Task;
  dataset: DatasetInfo;
  madeBy: MadeBy;
  checkpoint: Checkpoint;
}

const MAGIC = 'MLPLABCP';
const VERSION = 1;
const FIXED = MAGIC.length + 8; // bytes before the header
const HASH = 32;

export async function encodeCheckpoint({ checkpoint, ...whose }: TaskCheckpoint): Promise<Uint8Array<ArrayBuffer>> {
  const { weights, optimizer, ...rest } = checkpoint;
  const withoutData = (tensors: SavedTensor[]) => tensors.map(({ data: _, ...about }) => about);
  const numbers = { weights: withoutData(weights), optimizer: withoutData(optimizer) };
  const json = JSON.stringify(encode({ ...whose, checkpoint: { ...rest, ...numbers } }));
  const text = new TextEncoder().encode(json);
  const header = Math.ceil(text.length / 4) * 4;
  const tensors = [...weights, ...optimizer];
  const size = tensors.reduce((sum, { data }) => sum + data.byteLength, FIXED + header);
  const bytes = new Uint8Array(size + HASH);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, VERSION, true);
  new DataView(bytes.buffer).setUint32(MAGIC.length + 4, header, true);
  bytes.fill(' '.charCodeAt(0), FIXED, FIXED + header);
  bytes.set(text, FIXED);
  let at = FIXED + header;
  for (const { data } of tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  bytes.set(await hash(bytes.subarray(0, size)), size);
  return bytes;
}

/**
 * @param source names the bytes in messages: a file's path.
 * @throws MlpLabError `bad-data` for bytes that are no checkpoint, are damaged, or are of another version of the format.
 */
export async function decodeCheckpoint(bytes: Uint8Array<ArrayBuffer>, source: string): Promise<TaskCheckpoint> {
  const refuse = (problem: string) => new MlpLabError('bad-data', `${source} ${problem}`);
  const size = bytes.length - HASH;
  if (size < FIXED || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw refuse(`is not a checkpoint of mlp-lab: expected ${MAGIC} at its start`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [version, header] = [0, 4].map((offset) => view.getUint32(MAGIC.length + offset, true));
  if (version !== VERSION) throw refuse(`has version ${version} of the format of checkpoints, expected ${VERSION}`);
  const [found, wanted] = [await hash(bytes.subarray(0, size)), bytes.subarray(size)];
  if (FIXED + header > size || !found.every((byte, i) => byte === wanted[i]))
    throw refuse('is damaged: its checksum is another than was written');
  const json = parseJson(new TextDecoder().decode(bytes.subarray(FIXED, FIXED + header)), source);
  const value = checkShape(decode(json), HEADER, `${source}:`) as TaskCheckpoint;
  const { checkpoint } = value;
  const { epochs, history } = checkpoint;
  if (!Number.isSafeInteger(epochs) || epochs !== history.loss.length)
    throw refuse(`is damaged: expected a history of ${epochs} epochs, received ${history.loss.length}`);
  let at = FIXED + header;
  for (const tensor of [...checkpoint.weights, ...checkpoint.optimizer]) {
    const isKnown = tensor.dtype === 'int32' || tensor.dtype === 'float32';
    if (!isKnown || !tensor.shape.every((length) => Number.isSafeInteger(length) && length >= 0))
      throw refuse(`is damaged: ${tensor.name}: expected a shape, and int32 or float32`);
    const length = sizeFromShape(tensor.shape) * 4;
    if (!(length <= size - at)) throw refuse(`is damaged: expected ${length} bytes of ${tensor.name}`);
    const numbers = bytes.slice(at, at + length).buffer;
    tensor.data = tensor.dtype === 'int32' ? new Int32Array(numbers) : new Float32Array(numbers);
    at += length;
  }
  return value;
}

const hash = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

const TENSORS: Shape = [{ name: 'string', shape: ['number'], dtype: 'string' }];
const HEADER: Shape = {
  task: { id: 'string', variant: 'string', seed: 'number', recipe: { epochs: 'number' } },
  dataset: DATASET,
  madeBy: MADE_BY,
  checkpoint: {
    epochs: 'number',
    'sums?': { count: 'number', loss: 'number', metrics: ['number'] },
    seconds: 'number',
    history: HISTORY,
    'snapshots?': SNAPSHOTS,
    'continuedAfter?': ['number'],
    weights: TENSORS,
    optimizer: TENSORS,
  },
};
