// A checkpoint that someone else made, whose checksum is right.
import { expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, type TaskCheckpoint } from './checkpoint-codec';

const made = (changes: object, weight: object = {}) =>
  ({
    task: { id: 'relu.seed-1', variant: 'relu', seed: 1, recipe: { epochs: 3 } },
    dataset: { name: 'tiny', train: 3, test: 2 },
    madeBy: { version: '0.0.0', arithmetic: 'separate' },
    checkpoint: {
      epochs: 1,
      seconds: 0,
      history: { loss: [1], acc: [0], val_loss: [], val_acc: [] },
      weights: [{ name: 'kernel', shape: [2], dtype: 'float32', data: Float32Array.of(1, 2), ...weight }],
      optimizer: [],
      ...changes,
    },
  }) as unknown as TaskCheckpoint;

const decoded = async (checkpoint: TaskCheckpoint) => decodeCheckpoint(await encodeCheckpoint(checkpoint), 'file');

it('is the same again', async () => {
  expect(await decoded(made({}))).toEqual(made({}));
});

it.each<[string, TaskCheckpoint, RegExp]>([
  ['numbers of another type', made({}, { dtype: 'complex64' }), /kernel: expected a shape, and int32 or float32/],
  ['a shape that is none', made({}, { shape: [-2] }), /kernel: expected a shape/],
  ['more numbers than there are', made({}, { shape: [3] }), /expected 12 bytes of kernel/],
  ['epochs without a history', made({ epochs: 2 }), /expected a history of 2 epochs, received 1/],
  ['a history of half an epoch', made({ epochs: 0.5 }), /expected a history of 0\.5 epochs/],
])('is refused with %s', async (_, checkpoint, message) => {
  const refused = expect.objectContaining({ name: 'MlpLabError', code: 'bad-data' });
  await expect(decoded(checkpoint)).rejects.toThrow(refused);
  await expect(decoded(checkpoint)).rejects.toThrow(message);
});
