// The image to try → what a network sees of it.
import type { Dataset } from '@mlp-lab/core';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ShownImage } from './try-column';

/** Undefined for an empty canvas, and until the code that centres and scales a drawing is there. */
export function usePixels({ strokes, test }: ShownImage, { test: set }: Dataset): Uint8Array | undefined {
  const isDrawn = strokes.length > 0;
  const [drawing, setDrawing] = useState<typeof import('../drawing/stroke-picture')>();
  useEffect(() => {
    if (isDrawn) void import('../drawing/stroke-picture').then(setDrawing);
  }, [isDrawn]);
  return useMemo(() => {
    if (test === undefined) return isDrawn ? drawing?.drawnDigit(strokes, set.height) : undefined;
    const size = set.height * set.width;
    return set.images.subarray(test * size, (test + 1) * size);
  }, [strokes, test, set, drawing]);
}
