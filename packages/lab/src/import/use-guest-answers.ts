// What imported networks say of the shown image: of a test image at once, of a drawing when their threads have answered.
import { useEffect, useState } from 'preact/hooks';
import type { Guest } from './guest';

/**
 * @param test which test image is shown; undefined for a drawing.
 * @returns by id, `[classes]`; those that have not answered yet are absent.
 */
export function useGuestAnswers(
  guests: readonly Guest[],
  pixels: Uint8Array | undefined,
  test: number | undefined,
  classes: number,
): ReadonlyMap<string, Float32Array> {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Float32Array>>(NONE);
  useEffect(() => {
    if (!pixels || guests.length === 0) return setAnswers(NONE);
    let isCurrent = true;
    const tell = (id: string, probabilities: Float32Array) =>
      isCurrent && setAnswers((known) => new Map(known).set(id, probabilities));
    for (const { id, probabilities, answer } of guests)
      if (test !== undefined) tell(id, probabilities.subarray(test * classes, (test + 1) * classes));
      else
        answer(pixels).then(
          (found) => tell(id, found),
          () => {}, // it answered the test images: only its end is left as a reason
        );
    return () => {
      isCurrent = false;
    };
  }, [guests, pixels, test, classes]);
  return answers;
}

const NONE: ReadonlyMap<string, Float32Array> = new Map();
