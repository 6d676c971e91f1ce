// The image to try → what a network sees of it.
import type { Dataset } from '@mlp-lab/core';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ShownImage } from './try-column';

export interface Pixels {
  /** Undefined for an empty canvas, and until the code that centres and scales a drawing is there. */
  pixels?: Uint8Array;
  /** Why that code can’t be fetched. */
  problem?: string;
}

export function usePixels({ strokes, test, picture }: ShownImage, { test: set }: Dataset): Pixels {
  const isDrawn = strokes.length > 0;
  const [drawing, setDrawing] = useState<typeof import('../drawing/stroke-picture')>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!isDrawn || drawing) return;
    import('../drawing/stroke-picture').then(
      (found) => {
        setDrawing(found);
        setProblem(undefined);
      },
      ({ message }: Error) => setProblem(`What reads a drawing can’t be fetched: ${message}`),
    );
  }, [isDrawn]);
  const pixels = useMemo(() => {
    if (picture) return Uint8Array.from(picture.pixels);
    if (test === undefined) return isDrawn ? drawing?.drawnDigit(strokes, set.height) : undefined;
    const size = set.height * set.width;
    return set.images.subarray(test * size, (test + 1) * size);
  }, [strokes, test, picture, set, drawing]);
  return { pixels, problem };
}
