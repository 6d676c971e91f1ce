// The package for browsers: sources are URLs, also relative ones, and bytes.
import { openUrl } from './open-url';
import { modelReader, optimizerReader } from './read-model';

export * from './exports';

/** As in Node, but without paths. */
export const readModel = modelReader(openUrl);

/**
 * Reads the optimizer that trained a model, with its state, from a `.keras`, an `.h5`, or the `model.json` that TensorFlow.js saved with
 * `includeOptimizer`. Undefined where the file has none.
 *
 * @param source as of `readModel`.
 * @throws MlpLabError as `readModel`.
 */
export const readOptimizer = optimizerReader(openUrl);
