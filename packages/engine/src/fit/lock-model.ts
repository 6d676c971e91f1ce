// One fit a model at a time.
import { MlpLabError } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Marks a model as in training, as `model.fit` does: two at once would each undo the other's steps.
 *
 * @returns the function that ends it.
 * @throws MlpLabError `bad-model` where it is in training already.
 */
export function lockModel(model: LayersModel): () => void {
  const flagged = model as unknown as { isTraining: boolean };
  if (flagged.isTraining)
    throw new MlpLabError('bad-model', 'model is in training: wait for the other fit, or build another model');
  flagged.isTraining = true;
  return () => {
    flagged.isTraining = false;
  };
}
