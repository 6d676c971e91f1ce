// A model of any origin → its class probabilities for images.
import {
  checkCount,
  checkFunction,
  checkObject,
  checkString,
  type ImageSet,
  MlpLabError,
  type Scale,
  sizeFromShape,
} from '@mlp-lab/core';
import { checkImageSet, type PixelStatistics, pixelStatistics, toTensors } from '@mlp-lab/data-mnist';
import { predict } from '@mlp-lab/engine';
import { type RowOutput, rowOutput } from '@mlp-lab/exchange';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A model, and how its images must be prepared. */
export interface GivenModel {
  /** For tables and messages. */
  readonly name: string;
  /** Takes the pixels of an image as rows of any shape, and gives a probability, or a score, for each class. */
  readonly model: LayersModel;
  /** How its pixels are scaled before it sees them. @default 'none': it takes pixels from 0 to 255 */
  readonly scale?: Scale;
  /** Mean and deviation of the images that it was trained on, for `standard`. @default those of the training images */
  readonly pixels?: PixelStatistics;
}

/** What a model answers to images. */
export interface ImageAnswers {
  /** `[images × classes]`, row-major: class probabilities. Softmax of what the model gives where that is logits. */
  readonly probabilities: Float32Array;
  /** What the model itself gives. */
  readonly output: RowOutput;
}

/**
 * Class probabilities, computed by the engine.
 *
 * @param options.train the images whose mean and deviation `standard` takes where the model has none.
 * @throws MlpLabError `bad-model` for a model that takes other images, or gives another number of classes.
 */
export async function answerImages(
  given: GivenModel,
  images: ImageSet,
  options: { readonly classes: number; readonly train?: ImageSet },
): Promise<ImageAnswers> {
  const { name, model, scale = 'none', pixels } = checkObject('model', given) as GivenModel;
  checkString('model.name', name);
  checkFunction(`${name}: model.predict`, (model as Partial<LayersModel> | null)?.predict);
  checkImageSet('images', images);
  const { classes, train } = checkObject('options', options) as { classes: number; train?: ImageSet };
  checkCount('classes', classes);
  const size = images.height * images.width;
  const rowShape = checkImageModel({ name, model }, images, classes);
  const statistics = pixels ?? (scale === 'standard' && train ? pixelStatistics(train) : undefined);
  const { x } = toTensors(images, { scale, statistics, classes });
  const rows = { data: x.data, shape: [x.data.length / size, ...rowShape] };
  const { data } = await predict(model, rows).catch((cause) => {
    throw new MlpLabError('bad-model', `${name}: ${String(cause?.message ?? cause)}`, { cause });
  });
  const output = rowOutput(model);
  return { probabilities: output === 'logits' ? softmaxRows(data, classes) : Float32Array.from(data), output };
}

/**
 * Checks that a model takes images of this size, and gives this number of classes.
 *
 * @returns the shape of a row of its input: `[784]`, `[28, 28]`.
 * @throws MlpLabError `bad-model`, with the model's name.
 */
export function checkImageModel(
  { name, model }: { readonly name: string; readonly model: Pick<LayersModel, 'inputs' | 'outputs'> },
  { height, width }: Pick<ImageSet, 'height' | 'width'>,
  classes: number,
): number[] {
  const rowShape = model.inputs[0].shape.slice(1) as number[];
  if (sizeFromShape(rowShape) !== height * width)
    throw new MlpLabError(
      'bad-model',
      `${name}: expected a network for images of ${height} × ${width} pixels, received one for rows of [${rowShape}] numbers`,
    );
  const given = model.outputs[0].shape.at(-1);
  if (given !== classes)
    throw new MlpLabError('bad-model', `${name}: expected a network for ${classes} classes, received one for ${given}`);
  return rowShape;
}

/** eˣ / Σ eˣ of each row, after subtracting its greatest number. */
function softmaxRows(scores: ArrayLike<number>, classes: number): Float32Array {
  const probabilities = new Float32Array(scores.length);
  for (let start = 0; start < scores.length; start += classes) {
    let greatest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + classes; i++) greatest = Math.max(greatest, scores[i]);
    let sum = 0;
    for (let i = start; i < start + classes; i++) sum += Math.exp(scores[i] - greatest);
    for (let i = start; i < start + classes; i++) probabilities[i] = Math.exp(scores[i] - greatest) / sum;
  }
  return probabilities;
}
