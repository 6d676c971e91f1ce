// The tensors of a worker's data set. They are kept from one task to the next of the same scale: to make them takes longer than to read them.
import type { Dataset, Scale } from '@mlp-lab/core';
import { toTrainingTensors } from '@mlp-lab/data-mnist';

/** `toTrainingTensors`; nothing may write to what it returns. */
export type ScaledImages = (dataset: Dataset, scale: Scale) => ReturnType<typeof toTrainingTensors>;

/** @returns a function that remembers its last answer, for a data set whose images don't change. */
export function rememberScaledImages(): ScaledImages {
  let last: { images: readonly unknown[]; tensors: ReturnType<ScaledImages> } | undefined;
  return (dataset, scale) => {
    const images = [dataset.train, dataset.test, dataset.classes, scale];
    if (!last || images.some((one, i) => one !== last!.images[i])) {
      last = undefined; // its memory is free before more is needed
      last = { images, tensors: toTrainingTensors(dataset, { scale }) };
    }
    return last.tensors;
  };
}
