// The package for Node: sources are paths, too.
import { openFile } from './open-file';
import { modelReader, optimizerReader } from './read-model';

export * from './exports';

/**
 * Reads a model: ONNX, `.keras`, `.h5`, TensorFlow.js's `model.json`, or, with a `recipe`, `.weights.h5` and safetensors.
 *
 * The layers are those of TensorFlow.js that compute the same, else one with the formula, which the engine compiles as well. It is not
 * compiled. Free it with `dispose`.
 *
 * @param source a path, a URL, or the bytes of the one file.
 * @throws MlpLabError `io` for what can't be opened; `bad-data` for a damaged file or one of no such format; `bad-model` for layers that
 * mlp-lab doesn't have, by layer and reason.
 */
export const readModel = modelReader(openFile);

/**
 * Reads the optimizer that trained a model, with its state, from a `.keras`, an `.h5`, or the `model.json` that TensorFlow.js saved with
 * `includeOptimizer`. Undefined where the file has none.
 *
 * @param source as of `readModel`.
 * @throws MlpLabError as `readModel`.
 */
export const readOptimizer = optimizerReader(openFile);
