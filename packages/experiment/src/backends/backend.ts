// The shape of every backend beside this file, and what comes of loading one.
import type { TensorFlow } from '@mlp-lab/models';

/** What a program runs in. */
export type Runtime = 'Node' | 'browsers';

/** What does the arithmetic of training: how to tell whether it can be had, and how to get it. */
export interface BackendDefinition {
  readonly name: string;
  /** In a line, for people. */
  readonly description: string;
  readonly places: readonly Runtime[];
  /** TensorFlow.js's own name for the kernels that it trains with. */
  readonly kernels: string;
  /** Whether networks are compiled to WebAssembly, so that the kernels train only what can't be. */
  readonly compile: boolean;
  /** Why it can't be had, and what to do about that; undefined where it can. Asked only in its places. */
  probe(): Promise<string | undefined>;
  /** Makes its kernels known to TensorFlow.js. */
  load(options: BackendOptions): Promise<unknown>;
  /** What to do where its kernels are there and do not start. */
  readonly remedy?: string;
}

export interface BackendOptions {
  /**
   * In a browser: where the page's server has the `.wasm` files of `@tensorflow/tfjs-backend-wasm`: the folder's URL, or each file's
   * by its name. The first time that the `wasm` backend is loaded decides. @default where Vite or webpack has put them
   */
  wasmPaths?: string | Partial<Record<string, string>>;
}

/** A backend, ready for use in this thread. */
export interface Backend {
  name: string;
  /** TensorFlow.js with this backend active: models are built with it. */
  tf: TensorFlow;
  /** Whether `fit` may compile models to WebAssembly, or is to train through TensorFlow.js. */
  compile: boolean;
}
