// Every public function names what it can't use, and throws nothing but MlpLabErrors, whatever it is given.
import type { Dataset, ImageSet } from '@mlp-lab/core';
import * as dataMnist from '@mlp-lab/data-mnist';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const { flatten, loadMnist, oneHot, parseIdx, pixelStatistics, toDigit, toTensors, toTrainingTensors } = dataMnist;

const set: ImageSet = { images: new Uint8Array(8), labels: Uint8Array.of(0, 1), count: 2, height: 2, width: 2 };
const dataset: Dataset = { name: 'small', classes: 2, train: set, test: set };
const picture = { pixels: Uint8Array.of(0, 9, 0, 0), height: 2, width: 2 };

const refusal = (message: string) =>
  expect.objectContaining({ name: 'MlpLabError', code: 'invalid-argument', message });

it.each<[string, () => unknown, string]>([
  [
    'a tensor for an image set',
    () => flatten({ ...set, images: new Float32Array(8) as never }),
    'set.images: expected a Uint8Array, received Float32Array(8)',
  ],
  ['no image set', () => flatten(null as never), 'set: expected an object, received null'],
  [
    'labels as BigInts',
    () => oneHot(BigInt64Array.of(1n) as never, 2),
    'labels: expected an array of integers, received BigInt64Array(1)',
  ],
  [
    'a label as a BigInt',
    () => oneHot([1n] as never, 2),
    'label out of range at index 0: expected an integer from 0 to 1, received 1n',
  ],
  ['labels as text', () => oneHot('01' as never, 2), "labels: expected an array of integers, received '01'"],
  [
    'a missing number of classes',
    () => oneHot([0], undefined as never),
    'classes: expected an integer of at least 1, received undefined',
  ],
  [
    'more classes than memory holds',
    () => oneHot([0, 1], 2 ** 31),
    'labels × classes: expected at most 2147483647 numbers, received 4294967296',
  ],
  [
    'too few labels',
    () => pixelStatistics({ ...set, labels: new Uint8Array(1) }),
    'set.labels: expected 2 numbers (count), received 1',
  ],
  [
    'an option in snake_case',
    () => toTensors(set, { num_classes: 2 } as never),
    "toTensors: unknown option 'num_classes': did you mean classes?",
  ],
  [
    'a misspelt option',
    () => toTrainingTensors(dataset, { sclae: 'unit' } as never),
    "toTrainingTensors: unknown option 'sclae': did you mean scale?",
  ],
  [
    'statistics without a deviation',
    () => toTensors(set, { scale: 'standard', statistics: { mean: 1 } as never }),
    'statistics.deviation: expected a finite number of at least 0, received undefined',
  ],
  [
    'half a data set',
    () => toTrainingTensors({ ...dataset, test: undefined as never }),
    'dataset.test: expected an object, received undefined',
  ],
  ['text for bytes', () => parseIdx('IDX' as never), "bytes: expected a Uint8Array, received 'IDX'"],
  [
    'a picture of floats',
    () => toDigit({ ...picture, pixels: [0, 9, 0, 0] as never }),
    'picture.pixels: expected a Uint8Array, received [0, 9, 0, 0]',
  ],
  ['a size of 0', () => toDigit(picture, 0), 'size: expected an integer from 1 to 4096, received 0'],
])('%s is refused by name', (_, call, message) => {
  expect(call).toThrowError(refusal(message));
});

it.each<[object, string]>([
  [{ check_sums: true }, "loadMnist: unknown option 'check_sums': did you mean checksums?"],
  [{ source: 5 }, 'source: expected a string that is not empty, received 5'],
  [{ source: '' }, "source: expected a string that is not empty, received ''"],
  [{ checksums: 'sha256' }, "checksums: expected an object, received 'sha256'"],
  [{ classes: 10n }, 'classes: expected an integer from 1 to 256, received 10n'],
  [{ headers: { accept: 5 } }, "headers['accept']: expected a string that is not empty, received 5"],
  [{ signal: {} }, 'signal: expected an AbortSignal, received an object'],
  [{ onProgress: true }, 'onProgress: expected a function, received true'],
])('loadMnist refuses %o', async (options, message) => {
  await expect(loadMnist(options)).rejects.toThrowError(refusal(message));
});

it('null means not given', async () => {
  expect(toTensors(set, { scale: null, statistics: null, classes: null } as never)).toEqual(toTensors(set));
  expect(toTrainingTensors(dataset, null as never)).toEqual(toTrainingTensors(dataset));
  expect(toDigit(picture, null)).toEqual(toDigit(picture));
  const options = {
    source: '/no/such/folder',
    name: null,
    checksums: null,
    classes: null,
    signal: null,
    headers: null,
  };
  await expect(loadMnist(options as never)).rejects.toMatchObject({ code: 'bad-data' });
});

describe('whatever it is given', () => {
  const value = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(
        null,
        undefined,
        0,
        -1,
        1.5,
        Number.NaN,
        5n,
        '',
        'mnist',
        [],
        {},
        set,
        dataset,
        picture,
      ),
    },
    fc.anything({
      withBigInt: true,
      withNullPrototype: true,
      withTypedArray: true,
      withSparseArray: true,
      withDate: true,
    }),
    // objects of the right fields with the wrong values
    fc.record(
      {
        images: fc.anything(),
        labels: fc.anything(),
        count: fc.anything(),
        height: fc.anything(),
        width: fc.anything(),
        pixels: fc.anything(),
      },
      { requiredKeys: [] },
    ),
    fc.record({ scale: fc.anything(), statistics: fc.anything(), classes: fc.anything() }, { requiredKeys: [] }),
    fc.record(
      { train: fc.constantFrom(set, null, {}), test: fc.constantFrom(set, null, {}), classes: fc.anything() },
      { requiredKeys: [] },
    ),
  );
  const refused = { signal: AbortSignal.abort() }; // no test reads files or asks servers

  /** What is thrown by the call is an MlpLabError with a message. */
  async function expectMlpLabError(call: () => unknown): Promise<void> {
    try {
      await call();
    } catch (error) {
      expect(error).toMatchObject({ name: 'MlpLabError', message: expect.stringMatching(/\w/) });
    }
  }

  // The checks themselves get names from the code that calls them.
  const tried = Object.entries(dataMnist).filter(([name]) => !name.startsWith('check'));

  it.each(tried)('%s throws nothing but MlpLabErrors', async (name, exported) => {
    const call = exported as (...args: unknown[]) => unknown;
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 3 }), async (args) => {
        const [options] = args;
        if (name !== 'loadMnist') await expectMlpLabError(() => call(...args));
        else if (typeof options === 'object' && options !== null)
          await expectMlpLabError(() => call({ ...options, ...refused }));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
