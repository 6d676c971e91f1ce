import { defineCommand } from '../command/define-command';
import { argument, choice, list } from '../command/option';
import { modelOptions } from '../options/model-options';
import { indexOrFile, path as pathWord } from '../options/parsers';
import { json, runOptions } from '../options/shared-options';

export const predict = defineCommand({
  name: 'predict',
  description: 'classify images with the networks saved by --out, or with a model file',
  arguments: {
    path: argument('<run>', 'folder of the run, or a model file', pathWord),
    images: argument(
      '[image...]',
      'images of the set that the run has, by index from 0, or picture files',
      indexOrFile,
      {
        defaultText: 'the first ten of the set',
      },
    ),
  },
  options: {
    set: choice('<name>', 'which set', ['train', 'test'], { default: 'test' }),
    image: list('<file>', 'a PNG or JPEG picture or photo of a digit, or an IDX file of images', pathWord),
    scale: modelOptions.scale,
    recipe: modelOptions.recipe,
    ...runOptions,
    json,
  },
  examples: {
    'predict runs/a': 'the first ten test images',
    'predict runs/a --image 7.png photos/*.jpg': 'your own pictures and photos of paper',
    'predict model.onnx 7.png': 'a picture, with a model of another program',
    'predict runs/a 3 14 --variant ensemble': 'two test images and the vote of an ensemble',
  },
  async run({ path, images, image = [], ...options }) {
    const { printPredictions } = await import('../saved-run/print-predictions');
    const indices = images.filter((word) => typeof word === 'number');
    const files = [...image, ...images.filter((word) => typeof word === 'string')];
    await printPredictions(path, indices, { ...options, files });
  },
});
