// The options of the commands that take models of any origin.
import { argument, choice, option } from '../command/option';
import { nonNegativeInteger, path, text } from './parsers';
import { dataOptions, json, limit } from './shared-options';

export const modelsArgument = argument(
  '<model...>',
  'ONNX, .keras, .h5, safetensors, model.json of TensorFlow.js, or the folder of a run',
  path,
);

export const recipeOption = option(
  '<variant>',
  'the network that weights without layers belong to (safetensors, .weights.h5), as in `mlp-lab list`',
  text,
);

export const modelOptions = {
  scale: choice('<name>', "pixels as a file's model wants them; a run's models know it", ['none', 'unit', 'standard'], {
    defaultText: 'none: from 0 to 255',
  }),
  recipe: recipeOption,
  variant: option('<name>', 'row of a run folder', text, { defaultText: 'the most accurate one' }),
  seed: option('<n>', 'which run of that row', nonNegativeInteger, { defaultText: 'its first seed' }),
  ...dataOptions,
  limit,
  json,
};
