// Network → a short program for Keras 3 that builds and trains the same network, from new weights.
import { type Initializer, shortName } from '../../network/initializer';
import { INPUT, type Network } from '../../network/network';
import type { RecipeOutline } from '../../recipe-outline';
import type { WriteFormat } from '../format';
import { type KerasNode, kerasNodes, LAYERS } from '../keras/keras-nodes';
import type { Input } from '../keras/keras-order';
import { endsWithLogits, initializerOf, type Training, trainingOf } from './training';

export const writeKerasProgram: WriteFormat = (network, { recipe }) => ({
  'model.py': new TextEncoder().encode(program(network, recipe)),
});

function program(network: Network, recipe?: RecipeOutline): string {
  const nodes = kerasNodes(network);
  const isChain = nodes.every(
    ({ module, inputs: [input, ...others] }, i) =>
      module === LAYERS && others.length === 0 && 'node' in input && input.node === i - 1,
  );
  const training = trainingOf(recipe);
  return [
    `"""${network.name}: a multilayer perceptron and its training in Keras 3, written by mlp-lab."""`,
    '',
    'import keras',
    isChain ? 'from keras import layers' : 'from keras import layers, ops',
    '',
    '',
    'def build():',
    ...(isChain ? sequential(network, nodes, recipe) : functional(network, nodes, recipe)),
    '',
    '',
    'def main():',
    ...(training.seed === undefined ? [] : [`    keras.utils.set_random_seed(${training.seed})`]),
    ...dataLines(network, training).map(indent),
    ...(training.optimizer.name in CLASSES_OF_OPTIMIZERS
      ? []
      : [`    # Adam instead of ${training.optimizer.name}, which is a plugin's`]),
    '    model = build()',
    `    model.compile(optimizer=${optimizerCall(training.optimizer)}, loss=${loss(network)}, metrics=["accuracy"])`,
    ...rateLines(training).map(indent),
    `    model.fit(x_train, y_train, batch_size=${training.batchSize}, epochs=${training.epochs}, validation_split=${training.validationSplit}${training.rates.length > 0 ? ', callbacks=[schedule]' : ''})`,
    '    model.evaluate(x_test, y_test)',
    '    model.save("model.keras")',
    '',
    '',
    'if __name__ == "__main__":',
    '    main()',
    '',
  ].join('\n');
}

const loss = (network: Network) =>
  endsWithLogits(network) ? 'keras.losses.CategoricalCrossentropy(from_logits=True)' : '"categorical_crossentropy"';

const indent = (line: string) => `    ${line}`;
const python = (value: unknown): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `(${value.map(python).join(', ')}${value.length === 1 ? ',' : ''})`;
  if (typeof value === 'object') return objectCall(value as { className?: string; config: Record<string, unknown> });
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
};

/** An initializer of a network, or a regularizer of Keras's configuration. */
function objectCall({ className, config }: { className?: string; config: Readonly<Record<string, unknown>> }): string {
  if (className === undefined) return `keras.regularizers.L1L2(${keywords(config)})`;
  const name = shortName({ className, config } as Initializer);
  return name === undefined ? `keras.initializers.${className}(${keywords(config)})` : python(name);
}

const keywords = (config: Readonly<Record<string, unknown>>) =>
  Object.entries(config)
    .map(([name, value]) => `${name}=${python(value)}`)
    .join(', ');

/** Settings that are Keras's defaults are left out. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  use_bias: true,
  scale: true,
  center: true,
  axis: -1,
  shared_axes: null,
};

function layerCall({ className, config, layer }: KerasNode, recipe?: RecipeOutline): string {
  const { units, activation, kernel_initializer: _, ...rest } = config;
  const isDense = className === 'Dense';
  const first = isDense ? [String(units)] : activation ? [python(activation)] : [];
  const settings = {
    ...(layer?.kind === 'dense' && { kernel_initializer: initializerOf(recipe, layer.initializer) }),
    ...Object.fromEntries(
      Object.entries(rest).filter(([name, value]) => DEFAULTS[name] !== value || className === 'Rescaling'),
    ),
  };
  return `layers.${className}(${[...first, ...(Object.keys(settings).length > 0 ? [keywords(settings)] : [])].join(', ')})`;
}

function sequential({ inputShape, name }: Network, nodes: readonly KerasNode[], recipe?: RecipeOutline): string[] {
  return [
    '    return keras.Sequential(',
    '        [',
    ...[`keras.Input(${python(inputShape)})`, ...nodes.map((node) => layerCall(node, recipe))].map(
      (call) => `            ${call},`,
    ),
    '        ],',
    `        name=${python(name)},`,
    '    )',
  ];
}

function functional({ inputShape, name }: Network, nodes: readonly KerasNode[], recipe?: RecipeOutline): string[] {
  const variable = (index: number) => (index === INPUT ? 'inputs' : `x${index + 1}`);
  const operand = (input: Input) => ('node' in input ? variable(input.node) : String(input.constant));
  const lines = nodes.map((node, i) => {
    const operands = node.inputs.map(operand);
    const call =
      node.module === LAYERS
        ? `${layerCall(node, recipe)}(${operands.length > 1 ? `[${operands.join(', ')}]` : operands[0]})`
        : `ops.${node.className.toLowerCase()}(${operands.join(', ')})`;
    return `${variable(i)} = ${call}`;
  });
  return [
    `inputs = keras.Input(${python(inputShape)})`,
    ...lines,
    `return keras.Model(inputs, ${variable(nodes.length - 1)}, name=${python(name)})`,
  ].map(indent);
}

/** The rate of each epoch, where it changes during training. */
function rateLines({ rates }: Training): string[] {
  if (rates.length === 0) return [];
  const changes = rates.map(({ epoch, rate }) => `${epoch}: ${rate}`).join(', ');
  return [
    `rates = {${changes}}  # after so many epochs`,
    'schedule = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rates.get(epoch, rate))',
  ];
}

function dataLines({ inputShape }: Network, { scale, images }: Training): string[] {
  const shape = `(-1, ${inputShape.join(', ')})`;
  const scaled: Readonly<Record<Training['scale'], string[]>> = {
    none: [],
    unit: ['x_train, x_test = x_train / 255, x_test / 255'],
    standard: [
      'mean, deviation = x_train.mean(), x_train.std()',
      'x_train, x_test = (x_train - mean) / deviation, (x_test - mean) / deviation',
    ],
  };
  return [
    '(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()',
    ...(images === undefined
      ? []
      : [
          '# As many images as mlp-lab took, which chooses them so that each class keeps its share.',
          ...['x_train', 'y_train', 'x_test', 'y_test'].map((name) => `${name} = ${name}[:${images}]`),
        ]),
    `x_train = x_train.reshape(${shape}).astype("float32")`,
    `x_test = x_test.reshape(${shape}).astype("float32")`,
    ...scaled[scale],
    'y_train, y_test = keras.utils.to_categorical(y_train), keras.utils.to_categorical(y_test)',
  ];
}

const CLASSES_OF_OPTIMIZERS: Readonly<Record<string, string>> = {
  sgd: 'SGD',
  momentum: 'SGD',
  nesterov: 'SGD',
  adagrad: 'Adagrad',
  adadelta: 'Adadelta',
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adamax: 'Adamax',
  nadam: 'Nadam',
  adamw: 'AdamW',
};

/** A plugin's optimizer is not Keras's: the program says which one stood there. */
function optimizerCall({ name, ...hyperparameters }: Training['optimizer']): string {
  const className = CLASSES_OF_OPTIMIZERS[name];
  if (className === undefined) return '"adam"'; // `program` says so above
  const settings = Object.entries(hyperparameters).map(([key, value]) => [
    key === 'initialAccumulator'
      ? 'initial_accumulator_value'
      : key.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`),
    value,
  ]);
  const nesterov = name === 'nesterov' ? { nesterov: true } : {};
  return `keras.optimizers.${className}(${keywords({ ...Object.fromEntries(settings), ...nesterov })})`;
}
