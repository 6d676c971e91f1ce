// What a file of a format offers: a way out of a Network, or a way into one, or both.
import type { Network } from '../network/network';
import type { RecipeOutline } from '../recipe-outline';
import type { SavedOptimizer } from '../saved-optimizer';

/** File name → contents. */
export type Files = Record<string, Uint8Array>;

export type WriteFormat = (network: Network, options: { readonly recipe?: RecipeOutline }) => Promise<Files> | Files;

/** @throws MlpLabError `bad-data` for damaged files; `bad-model` for what mlp-lab doesn't have, by layer and reason. */
export type ReadFormat = (
  source: SourceFile,
  options: { readonly recipe?: RecipeOutline },
) => Promise<Network> | Network;

/** Undefined where the file says nothing of an optimizer. @throws MlpLabError as `ReadFormat`. */
export type ReadOptimizer = (source: SourceFile) => Promise<SavedOptimizer | undefined>;

/** A file to read. */
export interface SourceFile {
  /** For messages: the path, the URL, or `model`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The contents of another file, by its path relative to this one. @throws MlpLabError `io`. */
  sibling(path: string): Promise<Uint8Array>;
}
