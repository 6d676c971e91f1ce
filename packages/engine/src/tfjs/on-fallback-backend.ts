// Evaluation and prediction on the backend that computes what can't be compiled.
import { enterFallbackBackend, throughTensorFlow } from './fallback-backend';

/** Computes what has an end with `fallbackBackend()` active, as `throughTensorFlow`. */
export async function onFallbackBackend<T>(work: string, keep: boolean, compute: () => Promise<T>): Promise<T> {
  const leave = await enterFallbackBackend(keep);
  return throughTensorFlow(work, compute).finally(leave);
}
