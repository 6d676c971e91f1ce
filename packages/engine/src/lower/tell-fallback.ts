// Where WebAssembly can't be used, everything goes through TensorFlow.js: a person should hear of it, once.
import { missingWebAssembly, warnOnce } from '@mlp-lab/core/common';

export function tellFallback(): void {
  const missing = missingWebAssembly();
  if (missing) warnOnce(`mlp-lab computes through TensorFlow.js, which is slower: ${missing}`);
}
