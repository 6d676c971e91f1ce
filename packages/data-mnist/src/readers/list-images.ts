// Pictures as lists of numbers, `[height][width]` or flat → the pixels of a set. All must have the shape of the first.
import { MlpLabError, type NumericArray } from '@mlp-lab/core';
import { growingPixels } from './growing-pixels';

type List = readonly unknown[] | ArrayLike<number>;

export function listImages() {
  const pixels = growingPixels();
  let shape: number[] | undefined;
  let count = 0;
  return {
    /** @param where the row of the picture, for messages. @throws MlpLabError `bad-data` for another shape, and for what is no number. */
    add(picture: List, where: () => string): void {
      const own = shapeOf(picture);
      shape ??= own;
      if (String(own) !== String(shape))
        throw bad(`${where()}: expected a list of the shape [${shape}] as the first picture, received [${own}]`);
      pushAll(picture, own.length, where);
      count++;
    },
    count: () => count,
    finish: (): { pixels: NumericArray; shape: number[]; isColoured: boolean } => ({
      pixels: pixels.finish(),
      shape: [count, ...(shape ?? [])],
      isColoured: false, // the set is asked for its channels later
    }),
  };

  function pushAll(list: List, depth: number, where: () => string): void {
    if (shape && list.length !== shape[shape.length - depth])
      throw bad(`${where()}: expected ${shape[shape.length - depth]} numbers in each list, received ${list.length}`);
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      if (depth > 1 && isList(value)) pushAll(value, depth - 1, where);
      else if (depth === 1 && (typeof value === 'number' || typeof value === 'bigint')) pixels.push(Number(value));
      else throw bad(`${where()}: expected numbers in lists of the shape [${shape}], received ${String(value)}`);
    }
  }
}

const isList = (value: unknown): value is List => Array.isArray(value) || ArrayBuffer.isView(value);

function shapeOf(list: List): number[] {
  const [first] = list as readonly unknown[];
  return isList(first) ? [list.length, ...shapeOf(first)] : [list.length];
}

const bad = (message: string) => new MlpLabError('bad-data', message);
