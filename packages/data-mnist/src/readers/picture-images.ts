// Encoded pictures, one after the other → the pixels of a set. All must have the size of the first.
import { MlpLabError } from '@mlp-lab/core';
import type { GreyPicture } from '../digit/grey-picture';
import { decodePicture } from '../pictures/decode-picture';
import { decodeGreyPng } from '../pictures/grey-png';

export interface PictureImages {
  /**
   * @param path of the picture, for messages.
   * @returns a promise where the picture takes time: the commonest ones are read at once, without the garbage of 60,000 promises.
   * @throws MlpLabError `bad-data` where it can't be read or has another size.
   */
  add(bytes: Uint8Array, path: () => string): Promise<void> | undefined;
  finish(): { pixels: Uint8Array; shape: number[]; isColoured: boolean };
}

/** @param count the number of pictures to come. */
export function pictureImages(count: number): PictureImages {
  let pixels = new Uint8Array(0);
  let size: { height: number; width: number } | undefined;
  let [added, isColoured] = [0, false];

  function take({ height, width, ...picture }: GreyPicture, path: () => string): void {
    if (!size) {
      checkTotal(count * height * width, path);
      size = { height, width };
      pixels = new Uint8Array(count * height * width);
    }
    if (height !== size.height || width !== size.width)
      throw new MlpLabError(
        'bad-data',
        `${path()}: expected ${size.height} × ${size.width} pixels as the first picture, received ${height} × ${width}: resize all pictures to one size first`,
      );
    pixels.set(picture.pixels, added * height * width);
    added++;
  }

  async function takeLater(bytes: Uint8Array, path: () => string): Promise<void> {
    const picture = await decodePicture(bytes).catch((cause) => {
      throw new MlpLabError('bad-data', `${path()}: ${cause.message}`, { cause });
    });
    isColoured ||= picture.isColoured;
    take(picture, path);
  }

  return {
    add(bytes, path) {
      const grey = decodeGreyPng(bytes);
      if (!grey) return takeLater(bytes, path);
      take(grey, path);
    },
    finish: () => ({ pixels, shape: [added, size?.height ?? 0, size?.width ?? 0], isColoured }),
  };
}

const MAX_TOTAL = 2 ** 31 - 1; // the most that one array holds on every system

function checkTotal(pixels: number, path: () => string): void {
  if (pixels > MAX_TOTAL)
    throw new MlpLabError(
      'bad-data',
      `${path()}: too large: expected at most ${MAX_TOTAL} pixels in all, received ${pixels}`,
    );
}
