// Measures the layers of a network in training on a few images: their outputs and gradients, computed by TensorFlow.js.
import { MlpLabError } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/models';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { measureOutput, type OutputMeasure } from './measure-output';

/** One layer with weights, and the layers up to the next one: batch normalization, activation. */
export interface LayerMeasure extends OutputMeasure {
  /** The layer's name: `dense_1`. */
  name: string;
  /** The last activation among them, `sigmoid`; null if there is none. */
  activation: string | null;
  /** Euclidean norm of the gradient of the mean loss with respect to the layer's weights (kernel and bias). */
  gradientNorm: number;
}

const NOISE = ['Dropout', 'AlphaDropout', 'GaussianDropout', 'GaussianNoise'];

/**
 * Measures a sequential model in training mode (batch normalization uses the batch's statistics), but without noise. The model doesn't change.
 *
 * @param probe `x` `[images, …]` and one-hot `y` `[images, classes]`; read, not disposed of.
 * @throws MlpLabError `bad-model` for a model that is not a chain of layers.
 */
export async function measureLayers(
  tf: TensorFlow,
  model: LayersModel,
  { x, y }: { x: Tensor; y: Tensor },
): Promise<LayerMeasure[]> {
  if (model.getClassName() !== 'Sequential')
    throw new MlpLabError(
      'bad-model',
      `${model.name} can't be measured: expected a tf.sequential, received a ${model.getClassName()}`,
    );
  const blocks = blocksOf(model);
  const restore = rememberStatistics(tf, model);
  try {
    const loss = () => {
      const outputs = forward(blocks, x).at(-1)!;
      return tf.mean(tf.metrics.categoricalCrossentropy(y, outputs)) as ReturnType<typeof tf.scalar>;
    };
    const norms = await gradientNorms(tf, blocks, loss);
    const outputs = tf.tidy(() => forward(blocks, x));
    const values = await Promise.all(outputs.map((output) => output.data()));
    tf.dispose(outputs);
    return blocks.map(({ layer, activation }, i) => ({
      name: layer.name,
      activation,
      gradientNorm: norms[i],
      ...measureOutput(values[i], activation, x.shape[0]),
    }));
  } finally {
    restore();
  }
}

interface Block {
  layer: layers.Layer;
  all: layers.Layer[];
  activation: string | null;
}

/** A block begins at each layer with trainable weights, except batch normalization. */
function blocksOf(model: LayersModel): Block[] {
  const blocks: Block[] = [];
  const before: layers.Layer[] = [];
  for (const layer of model.layers) {
    if (layer.getClassName() === 'InputLayer') continue; // it can't be applied to a tensor
    const begins = layer.trainableWeights.length > 0 && layer.getClassName() !== 'BatchNormalization';
    if (begins) blocks.push({ layer, all: blocks.length === 0 ? [...before, layer] : [layer], activation: null });
    else (blocks.at(-1)?.all ?? before).push(layer);
    const { activation } = layer.getConfig();
    const block = blocks.at(-1);
    if (block && typeof activation === 'string' && activation !== 'linear') block.activation = activation;
  }
  return blocks;
}

/** The output of each block. */
function forward(blocks: readonly Block[], x: Tensor): Tensor[] {
  let value = x;
  return blocks.map(({ all }) => {
    for (const layer of all) {
      const training = !NOISE.includes(layer.getClassName());
      value = layer.apply(value, { training }) as Tensor;
    }
    return value;
  });
}

async function gradientNorms(
  tf: TensorFlow,
  blocks: readonly Block[],
  loss: () => ReturnType<TensorFlow['scalar']>,
): Promise<number[]> {
  const weights = blocks.map(({ layer }) => layer.trainableWeights.map((weight) => weight.read() as Variable));
  const norms = tf.tidy(() => {
    const { grads } = tf.variableGrads(loss, weights.flat());
    const squares = (variable: Variable) => tf.sum(tf.square(grads[variable.name]));
    return weights.map((variables) => tf.sqrt(tf.addN(variables.map(squares))));
  });
  const values = await Promise.all(norms.map((norm) => norm.data()));
  tf.dispose(norms);
  return values.map(([norm]) => norm);
}

/** A forward pass in training mode changes batch normalization's statistics: returns a function that restores them. */
function rememberStatistics(tf: TensorFlow, model: LayersModel): () => void {
  const kept = model.layers
    .flatMap((layer) => layer.nonTrainableWeights)
    .map((weight) => ({ weight, value: tf.clone(weight.read()) }));
  return () => {
    for (const { weight, value } of kept) {
      weight.write(value);
      value.dispose();
    }
  };
}
