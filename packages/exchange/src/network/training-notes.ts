// What a model read from a file can't do in training, kept with the model, also where TensorFlow.js saves it.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { unsupported } from './exchange-error';
import type { Network } from './network';

const FIELD = 'mlpLabOnlyInTraining';

export function noteTraining(model: LayersModel, { onlyInTraining = [] }: Network): void {
  if (onlyInTraining.length > 0) model.setUserDefinedMetadata({ [FIELD]: [...onlyInTraining] });
}

/** @throws MlpLabError `bad-model` where training would be another one than that of the library that wrote the model. */
export function checkTraining(model: LayersModel): void {
  const notes: unknown = (model.getUserDefinedMetadata() as Record<string, unknown> | undefined)?.[FIELD];
  if (Array.isArray(notes) && notes.length > 0)
    throw unsupported(
      `${notes[0]}, which mlp-lab doesn't have: its predictions are the same here, but it can't be trained on`,
    );
}
