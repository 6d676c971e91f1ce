// Network → a short program for TensorFlow.js that builds and trains the same network, from new weights.

import { ELEMENTWISE } from '../../network/elementwise-layer';
import { type Initializer, shortName } from '../../network/initializer';
import { INPUT, type Network, type NetworkLayer } from '../../network/network';
import type { RecipeOutline } from '../../recipe-outline';
import type { WriteFormat } from '../format';
import { layerConfig } from '../tfjs/write-tfjs';
import { endsWithLogits, initializerOf, type Training, trainingOf } from './training';

export const writeTfjsProgram: WriteFormat = (network, { recipe }) => ({
  'model.mjs': new TextEncoder().encode(program(network, recipe)),
});

const DATA = '@mlp-lab/data-mnist'; // the program's import, not this package's

function program(network: Network, recipe?: RecipeOutline): string {
  const { name, layers, inputShape } = network;
  const isChain = layers.every(({ inputs }, i) => inputs.length === 1 && inputs[0] === i - 1);
  const calls = layers.map((layer) => layerCall(layer, recipe));
  const training = trainingOf(recipe);
  const { batchSize, epochs, validationSplit, scale } = training;
  const usesOwn = calls.some((call) => call.startsWith('new Elementwise'));
  return [
    `// ${name}: a multilayer perceptron and its training in TensorFlow.js, written by mlp-lab.`,
    `import { loadMnist, toTrainingTensors } from '${DATA}';`,
    ...(usesOwn ? ["import { registerLayers } from '@mlp-lab/exchange';"] : []),
    "import * as tf from '@tensorflow/tfjs';",
    '',
    ...(usesOwn ? ['const Elementwise = registerLayers(tf);', ''] : []),
    ...(isChain ? sequential(network, calls) : functional(network, calls)),
    '',
    `const { train, test } = toTrainingTensors(await loadMnist(), { scale: ${js(scale)} });`,
    `const tensorX = ({ data }) => tf.tensor(data, [data.length / ${inputShape.reduce((a, b) => a * b, 1)}, ${inputShape.join(', ')}], 'float32');`,
    "const tensorY = ({ data, shape }) => tf.tensor(data, shape, 'float32');",
    '',
    `model.compile({ optimizer: ${optimizerCall(training.optimizer)}, loss: ${endsWithLogits(network) ? 'tf.losses.softmaxCrossEntropy' : "'categoricalCrossentropy'"}, metrics: ['accuracy'] });`,
    `await model.fit(tensorX(train.x), tensorY(train.y), ${js({ batchSize, epochs, validationSplit })});`,
    'const [loss, accuracy] = model.evaluate(tensorX(test.x), tensorY(test.y));',
    'console.log(loss.dataSync()[0], accuracy.dataSync()[0]);',
    '',
  ].join('\n');
}

function js(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(js).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${key}: ${js(each)}`)
      .join(', ')} }`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Settings that are TensorFlow.js's defaults are left out. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  trainable: true,
  useBias: true,
  center: true,
  axis: -1,
  sharedAxes: null,
};

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

function layerCall(layer: NetworkLayer, recipe?: RecipeOutline): string {
  const { class_name: className, config: whole } = layerConfig(layer);
  const { name: _, ...config } = whole as Record<string, unknown>;
  // TensorFlow.js has no gradient of its own ThresholdedReLU
  if (layer.kind === 'activation' && [ELEMENTWISE, 'ThresholdedReLU'].includes(className))
    return `new Elementwise(${JSON.stringify({ name: layer.name, activation: layer.function })})`;
  const isNormalization = layer.kind === 'batchNormalization' || layer.kind === 'layerNormalization';
  if (isNormalization && !(layer.gamma && layer.beta))
    return `${layerCall({ ...layer, gamma: UNUSED, beta: UNUSED }, recipe)} /* with scale and center, which TensorFlow.js can't train without */`;
  const isDense = layer.kind === 'dense';
  const settings = Object.entries(config)
    .map(([key, value]): [string, unknown] => [camelCase(key), typeof value === 'string' ? camelCase(value) : value])
    .filter(([key, value]) => DEFAULTS[key] !== value && !(isDense && value === 'linear'))
    .filter(([key, value]) => !(key === 'scale' && value === true) && !(key === 'axis' && String(value) === '-1'));
  const factory = FACTORIES[className] ?? className[0].toLowerCase() + className.slice(1);
  const text = settings.map(
    ([key, value]) => `${key}: ${key.endsWith('Regularizer') ? regularizer(value) : js(value)}`,
  );
  if (isDense) text.push(`kernelInitializer: ${initializer(initializerOf(recipe, layer.initializer))}`);
  return `tf.layers.${factory}(${text.length > 0 ? `{ ${text.join(', ')} }` : '{}'})`;
}

const UNUSED = { shape: [], data: new Float32Array(0) };

const FACTORIES: Readonly<Record<string, string>> = {
  PReLU: 'prelu',
  ReLU: 'reLU',
  ELU: 'elu',
  LeakyReLU: 'leakyReLU',
  ThresholdedReLU: 'thresholdedReLU',
};

const regularizer = (value: unknown) => `tf.regularizers.l1l2(${js((value as { config: object }).config)})`;

/** TensorFlow.js's name, or its function where there are settings. */
function initializer(given: Initializer): string {
  const name = shortName(given);
  if (name !== undefined) return js(camelCase(name).replace(/^lecun/, 'leCun'));
  const config = Object.entries(given.config).map(([key, value]) => [
    key,
    key === 'distribution'
      ? (DISTRIBUTIONS[String(value)] ?? value)
      : key === 'mode'
        ? camelCase(String(value))
        : value,
  ]);
  const factory = given.className[0].toLowerCase() + given.className.slice(1);
  return `tf.initializers.${factory}(${js(Object.fromEntries(config))})`;
}

const DISTRIBUTIONS: Readonly<Record<string, string>> = { truncated_normal: 'truncatedNormal' };

const sequential = ({ name, inputShape }: Network, calls: readonly string[]): string[] => [
  'const model = tf.sequential({',
  `  name: ${js(name)},`,
  '  layers: [',
  ...[`tf.layers.inputLayer({ inputShape: ${js(inputShape)} })`, ...calls].map((call) => `    ${call},`),
  '  ],',
  '});',
];

function functional({ name, inputShape, layers }: Network, calls: readonly string[]): string[] {
  const variable = (index: number) => (index === INPUT ? 'input' : `x${index + 1}`);
  return [
    `const input = tf.input({ shape: ${js(inputShape)} });`,
    ...calls.map((call, i) => {
      const inputs = layers[i].inputs.map(variable);
      return `const ${variable(i)} = ${call}.apply(${inputs.length > 1 ? `[${inputs.join(', ')}]` : inputs[0]});`;
    }),
    `const model = tf.model({ name: ${js(name)}, inputs: input, outputs: ${variable(calls.length - 1)} });`,
  ];
}

/** TensorFlow.js's own optimizers; the nearest one where it has none of that name. */
function optimizerCall({ name, ...given }: Training['optimizer']): string {
  const number = (key: string, byDefault: number) => (typeof given[key] === 'number' ? given[key] : byDefault);
  const rate = number('learningRate', 0.001);
  switch (name) {
    case 'sgd':
      return `tf.train.sgd(${rate})`;
    case 'momentum':
    case 'nesterov':
      return `tf.train.momentum(${rate}, ${number('momentum', 0.9)}, ${name === 'nesterov'})`;
    case 'adagrad':
      return `tf.train.adagrad(${rate}, ${number('initialAccumulator', 0.1)})`;
    case 'adadelta':
      return `tf.train.adadelta(${rate}, ${number('rho', 0.95)}, ${number('epsilon', 1e-7)})`;
    case 'rmsprop':
      return `tf.train.rmsprop(${rate}, ${number('rho', 0.9)}, ${number('momentum', 0)}, ${number('epsilon', 1e-7)})`;
    case 'adam':
      return `tf.train.adam(${rate}, ${number('beta1', 0.9)}, ${number('beta2', 0.999)}, ${number('epsilon', 1e-7)})`;
    case 'adamax':
      return `tf.train.adamax(${rate}, ${number('beta1', 0.9)}, ${number('beta2', 0.999)}, ${number('epsilon', 1e-7)})`;
    default:
      return `tf.train.adam(${rate}) /* instead of ${name}, which TensorFlow.js doesn't have */`;
  }
}
