// Parts of the page that are drawn one after the other, each in a task of its own, so that none is long.
import { useEffect, useState } from 'preact/hooks';

/** From 0 to `last`, one more after each drawing. */
export function useStages(last: number): number {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    if (stage >= last) return;
    const timer = setTimeout(() => setStage(stage + 1));
    return () => clearTimeout(timer);
  }, [stage, last]);
  return Math.min(stage, last);
}
