// Allows one fit of a model at a time.
import { MlpLabError } from '@mlp-lab/core/common';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Marks a model as in training, as `model.fit` does: two fits at once would undo each other's steps.
 *
 * @returns a function that releases the model.
 * @throws MlpLabError `bad-model` if the model is already in training.
 */
export function lockModel(model: LayersModel): () => void {
  const flagged = model as unknown as { isTraining: boolean };
  if (flagged.isTraining)
    throw new MlpLabError('bad-model', 'model is already in training: wait for the other fit, or build another model');
  flagged.isTraining = true;
  return () => {
    flagged.isTraining = false;
  };
}
