// Models with every layer and activation that the engine compiles, their weights drawn from a seed.
import { createRandom, expression } from '@mlp-lab/core';
import { oncePerTensorFlow, type TensorFlow } from '@mlp-lab/core/tensorflow';
import { registerLayers } from '@mlp-lab/exchange';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';

export const INPUTS = 6;
export const CLASSES = 4;

type Layers = (tf: TensorFlow) => layers.Layer[];

/** TensorFlow.js's names of the activations that the engine compiles. */
const activations = [
  ...['linear', 'relu', 'relu6', 'sigmoid', 'hardSigmoid', 'tanh', 'elu', 'selu', 'softplus', 'softsign', 'swish'],
  ...['mish', 'gelu'],
] as const;

/** Two dense layers with the given ones between them, softmax at the end. */
const between =
  (middle: Layers): Layers =>
  (tf) => [
    tf.layers.dense({ units: 5, inputShape: [INPUTS], name: 'dense_1' }),
    ...middle(tf),
    tf.layers.dense({ units: CLASSES, name: 'dense_2' }),
    tf.layers.activation({ activation: 'softmax', name: 'softmax' }),
  ];

export const sequentialModels: Readonly<Record<string, Layers>> = {
  ...Object.fromEntries(
    activations.map((activation) => [
      activation,
      between((tf) => [tf.layers.activation({ activation: activation as 'relu', name: 'hidden' })]),
    ]),
  ),
  'activations inside dense layers': (tf) => [
    tf.layers.dense({ units: 5, inputShape: [INPUTS], activation: 'tanh', useBias: false, name: 'dense_1' }),
    tf.layers.dense({ units: CLASSES, activation: 'softmax', name: 'dense_2' }),
  ],
  'ReLU to 2': between((tf) => [tf.layers.reLU({ maxValue: 2, name: 'hidden' })]),
  LeakyReLU: between((tf) => [tf.layers.leakyReLU({ alpha: 0.01, name: 'hidden' })]),
  ThresholdedReLU: between((tf) => [tf.layers.thresholdedReLU({ theta: 0.4, name: 'hidden' })]),
  'ELU layer': between((tf) => [tf.layers.elu({ name: 'hidden' })]),
  PReLU: between((tf) => [tf.layers.prelu({ name: 'hidden' })]),
  'PReLU with one slope': between((tf) => [tf.layers.prelu({ sharedAxes: [1], name: 'hidden' })]),
  'Softmax layer': (tf) => [
    tf.layers.dense({ units: CLASSES, inputShape: [INPUTS], name: 'dense_1' }),
    tf.layers.softmax({ name: 'softmax' }),
  ],
  'batch normalization': between((tf) => [
    tf.layers.batchNormalization({ name: 'normalization', epsilon: 1e-4 }),
    tf.layers.activation({ activation: 'relu', name: 'hidden' }),
  ]),
  ...Object.fromEntries(
    [{ scale: false }, { center: false }, { scale: false, center: false }].flatMap((without) =>
      (['batchNormalization', 'layerNormalization'] as const).map((kind) => [
        `${kind === 'batchNormalization' ? 'batch' : 'layer'} normalization without ${Object.keys(without).join(' and ')}`,
        between((tf) => [tf.layers[kind]({ name: 'normalization', ...without })]),
      ]),
    ),
  ),
  'layer normalization': between((tf) => [
    tf.layers.layerNormalization({ name: 'normalization' }),
    tf.layers.activation({ activation: 'gelu', name: 'hidden' }),
  ]),
  noise: between((tf) => [
    tf.layers.dropout({ rate: 0.2, name: 'dropout' }),
    tf.layers.alphaDropout({ rate: 0.1, name: 'alpha_dropout' }),
    tf.layers.gaussianNoise({ stddev: 0.3, name: 'gaussian_noise' }),
    tf.layers.gaussianDropout({ rate: 0.4, name: 'gaussian_dropout' }),
  ]),
  'Flatten and Reshape': (tf) => [
    tf.layers.reshape({ targetShape: [2, 3], inputShape: [INPUTS], name: 'reshape' }),
    tf.layers.flatten({ name: 'flatten' }),
    tf.layers.dense({ units: CLASSES, activation: 'softmax', name: 'dense_1' }),
  ],
  'normalized rows of several axes': (tf) => [
    tf.layers.reshape({ targetShape: [2, 3], inputShape: [INPUTS], name: 'reshape' }),
    tf.layers.batchNormalization({ name: 'batch_normalization' }),
    tf.layers.prelu({ sharedAxes: [1], name: 'hidden' }),
    tf.layers.layerNormalization({ name: 'layer_normalization' }),
    tf.layers.flatten({ name: 'flatten' }),
    tf.layers.dense({ units: CLASSES, activation: 'softmax', name: 'dense_1' }),
  ],
  'settings that no float32 has': between((tf) => [
    tf.layers.batchNormalization({ name: 'batch_normalization', epsilon: 1 / 3, momentum: 0.7, center: false }),
    tf.layers.leakyReLU({ alpha: 1 / 3, name: 'hidden' }),
    tf.layers.layerNormalization({ epsilon: 0.1, name: 'layer_normalization' }),
    tf.layers.thresholdedReLU({ theta: 0.01, name: 'threshold' }),
    tf.layers.reLU({ maxValue: 0.7, name: 'bounded' }),
  ]),
  'regularized weights': (tf) => [
    tf.layers.dense({
      units: CLASSES,
      inputShape: [INPUTS],
      activation: 'softmax',
      name: 'dense_1',
      kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
    }),
  ],
  'a formula of a plugin': (tf) => {
    registerCubicGelu(tf);
    return between(() => [tf.layers.activation({ activation: CUBIC as 'relu', name: 'hidden' })])(tf);
  },
  'an activation of Keras 3': (tf) => {
    const Elementwise = registerLayers(tf);
    return between(() => [new Elementwise({ name: 'hidden', activation: { name: 'hardSilu' } })])(tf);
  },
  logits: (tf) => [
    tf.layers.dense({ units: 5, inputShape: [INPUTS], activation: 'relu', name: 'dense_1' }),
    tf.layers.dense({ units: CLASSES, name: 'dense_2' }),
  ],
};

const functionalModels: Readonly<Record<string, (tf: TensorFlow) => LayersModel>> = {
  'a residual connection': residualModel,
  'a product of branches': (tf) => joinedModel(tf, 'multiply'),
  'a maximum of branches': (tf) => joinedModel(tf, 'maximum'),
  'a minimum of branches': (tf) => joinedModel(tf, 'minimum'),
  'a mean of branches': (tf) => joinedModel(tf, 'average'),
  'branches side by side': (tf) => joinedModel(tf, 'concatenate'),
  'branches of unequal length': unequalModel,
};

export function exampleModel(tf: TensorFlow, name: string): LayersModel {
  const make = sequentialModels[name];
  const model = make ? tf.sequential({ name: 'example', layers: make(tf) }) : functionalModels[name](tf);
  const random = createRandom(7);
  for (const [i, weight] of model.weights.entries()) {
    const { shape } = weight;
    const isVariance = weight.name.includes('variance');
    const values = random.stream(`${i}`).uniform(weight.read().size, isVariance ? 0.5 : -1, isVariance ? 2 : 1);
    const tensor = tf.tensor(values, shape as number[]);
    weight.write(tensor);
    tensor.dispose();
  }
  return model;
}

export const exampleNames = [...Object.keys(sequentialModels), ...Object.keys(functionalModels)];

/** Files of Keras whose layers TensorFlow.js doesn't have: what they are read as is exported as well. */
export const importedFiles = [
  'rms-normalization.keras',
  'group-normalization.keras',
  'group-normalization-plain.keras',
  'group-normalization-of-one.keras',
];

/** Three branches that are joined. */
function joinedModel(
  tf: TensorFlow,
  join: 'multiply' | 'maximum' | 'minimum' | 'average' | 'concatenate',
): LayersModel {
  const input = tf.input({ shape: [INPUTS] });
  const branches = (['relu', 'sigmoid', 'linear'] as const).map(
    (activation, i) =>
      tf.layers.dense({ units: 5, activation, name: `dense_${i + 1}` }).apply(input) as ReturnType<TensorFlow['input']>,
  );
  const joined = tf.layers[join]({ name: 'join' }).apply(branches);
  const output = tf.layers.dense({ units: CLASSES, activation: 'softmax', name: 'dense_4' }).apply(joined);
  return tf.model({ name: 'joined', inputs: input, outputs: output as typeof input });
}

/** The shorter branch comes first, and its Dense has the same shape as the last one of the longer branch. */
function unequalModel(tf: TensorFlow): LayersModel {
  const input = tf.input({ shape: [INPUTS] });
  const dense = (name: string, units: number, from: typeof input, activation: 'tanh' | 'softmax' = 'tanh') =>
    tf.layers.dense({ units, activation, name }).apply(from) as typeof input;
  const short = dense('short', 5, input);
  const long = dense('long_2', 5, dense('long_1', INPUTS, input));
  const joined = tf.layers.concatenate({ name: 'join' }).apply([short, long]) as typeof input;
  return tf.model({ name: 'unequal', inputs: input, outputs: dense('last', CLASSES, joined, 'softmax') });
}

function residualModel(tf: TensorFlow): LayersModel {
  const input = tf.input({ shape: [INPUTS] });
  const first = tf.layers.dense({ units: 5, activation: 'relu', name: 'dense_1' }).apply(input);
  const inner = tf.sequential({
    name: 'inner',
    layers: [
      tf.layers.dense({ units: 5, inputShape: [5], activation: 'swish', name: 'dense_2' }),
      tf.layers.batchNormalization({ name: 'normalization' }),
    ],
  });
  const second = inner.apply(first) as ReturnType<TensorFlow['input']>;
  const sum = tf.layers.add({ name: 'add' }).apply([first as typeof second, second]);
  const output = tf.layers.dense({ units: CLASSES, activation: 'softmax', name: 'dense_3' }).apply(sum);
  return tf.model({ name: 'residual', inputs: input, outputs: output as typeof second });
}

const CUBIC = 'acme>cubicGelu';

/** A plugin's activation, as @mlp-lab/models registers it. */
function registerCubicGelu(tf: TensorFlow): void {
  oncePerTensorFlow(tf, registerCubicGelu, CUBIC, () => {
    const formula = expression((x, { where, sigmoid, expm1, maximum }) =>
      where(x.greater(0.1), x.mul(sigmoid(x.mul(1.702))), maximum(expm1(x), -0.5).sub(x.square().mul(0.1)).abs()),
    );
    const made = class extends tf.serialization.Serializable {
      static readonly className = CUBIC;
      readonly expression = formula;
      getConfig() {
        return {};
      }
      apply(x: Parameters<typeof tf.mul>[0]) {
        return new (registerLayers(tf))({ name: 'once', activation: { name: 'formula', expression: formula } }).call(
          x as never,
          {},
        );
      }
    };
    tf.serialization.registerClass(made as never);
    return made;
  });
}

/** The same rows for every model: `[rows × INPUTS]`. */
export const exampleRows = (rows: number): Float32Array => createRandom(11).uniform(rows * INPUTS, -2, 2);
