// The shape of every backend in this folder, and of a loaded one.
import type { TensorFlow } from '@mlp-lab/models';

/** What a program runs in. */
export type Runtime = 'Node' | 'browsers';

/** What computes in training: how to find out whether it is available, and how to load it. */
export interface BackendDefinition {
  readonly name: string;
  /** One line for people; a function where it depends on what is installed. */
  readonly description: string | (() => Promise<string>);
  /** Where it can run. */
  readonly places: readonly Runtime[];
  /** TensorFlow.js's own name for the kernels that it trains with. */
  readonly kernels: string;
  /** Whether networks are compiled to WebAssembly; the kernels then train only those that can't be compiled. */
  readonly compile: boolean;
  /** Why it isn't available, and what to do about it; undefined if it is. Called only where it can run. */
  probe(): Promise<string | undefined>;
  /** Registers its kernels with TensorFlow.js. */
  load(options: BackendOptions): Promise<unknown>;
  /** Registers faster kernels, if they are installed, for networks that can't be compiled: `fit` prefers them to `kernels`. */
  loadFallback?(options: BackendOptions): Promise<unknown>;
  /** What to do if its kernels don't start. */
  readonly remedy?: string;
}

/** Where a backend finds what it needs. */
export interface BackendOptions {
  /**
   * In a browser: where the server has the `.wasm` files of `@tensorflow/tfjs-backend-wasm`: the folder's URL, or a URL for each file
   * name. It takes effect when the `wasm` backend is first loaded. `@mlp-lab/experiment/wasm-paths` has those of Vite and webpack.
   * @default beside the page's script
   */
  wasmPaths?: string | Partial<Record<string, string>> | undefined;
}

/** A backend, ready for use in this thread. */
export interface Backend {
  /** Its name in `listBackends()`. */
  name: string;
  /** TensorFlow.js with this backend active: models are built with it. */
  tf: TensorFlow;
  /** Whether `fit` may compile models to WebAssembly; otherwise TensorFlow.js trains them. */
  compile: boolean;
  /** Call it before training a network that can't be compiled: registers the fastest kernels for it. */
  loadFallback(): Promise<void>;
}
