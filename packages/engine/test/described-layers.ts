// What a plugin might bring: layers and activations of TensorFlow.js that also describe themselves to the engine.
import {
  type Expression,
  expression,
  type Interpretation,
  interpret,
  type LayerContext,
  type LayerPrimitive,
} from '@mlp-lab/core';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type regularizers } from '@tensorflow/tfjs-layers';

export const Layer = Object.getPrototypeOf(layers.dense({ units: 1 }).constructor) as typeof layers.Layer;
type Shape = (number | null)[];
type Weight = ReturnType<InstanceType<typeof Layer>['addWeight']>;
type Regularizer = ReturnType<typeof regularizers.l2>;

/** The single input of a layer. */
const only = (inputs: tf.Tensor | tf.Tensor[]) => (Array.isArray(inputs) ? inputs[0] : inputs);

export const normal = (seed: number) => initializers.randomNormal({ stddev: 0.5, seed });

/** Goodfellow et al. 2013: the greatest of several products a unit. */
export class Maxout extends Layer {
  static className = 'acme>Maxout';
  kernel!: Weight;
  bias!: Weight;
  readonly kernelRegularizer?: Regularizer;
  constructor(
    readonly config: {
      units: number;
      pieces: number;
      name?: string;
      inputShape?: number[];
      kernelRegularizer?: Regularizer;
    },
  ) {
    super({ name: 'maxout', ...config }); // TensorFlow.js would take the class name, whose > it then refuses
    this.kernelRegularizer = config.kernelRegularizer;
  }
  override build(shape: Shape) {
    const all = this.config.units * this.config.pieces;
    this.kernel = this.addWeight('kernel', [shape.at(-1) as number, all], 'float32', normal(1), this.kernelRegularizer);
    this.bias = this.addWeight('bias', [all], 'float32', normal(2));
    super.build(shape);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const { units, pieces } = this.config;
    const products = tf.add(tf.matMul(only(inputs), this.kernel.read()), this.bias.read());
    return tf.max(tf.reshape(products, [-1, units, pieces]), 2);
  }
  override computeOutputShape = (shape: Shape) => [shape[0], this.config.units];
  lower(_context: LayerContext): readonly LayerPrimitive[] {
    return [
      { kind: 'dense', kernel: 'kernel', bias: 'bias' },
      { kind: 'maxout', pieces: this.config.pieces },
    ];
  }
}

/** x + tanh(normalized(x) · in) · out: every kind of primitive but maxout. */
export class ResidualBlock extends Layer {
  static className = 'acme>ResidualBlock';
  private own: Record<string, Weight> = {};
  constructor(readonly config: { hidden: number; name?: string }) {
    super({ name: 'block', ...config });
  }
  override build(shape: Shape) {
    const width = shape.at(-1) as number;
    const { hidden } = this.config;
    // not in the order in which they are used
    this.own = {
      out: this.addWeight('out', [hidden, width], 'float32', normal(3)),
      beta: this.addWeight('beta', [width], 'float32', normal(4)),
      in: this.addWeight('in', [width, hidden], 'float32', normal(5)),
    };
    super.build(shape);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = only(inputs);
    const { mean, variance } = tf.moments(x, 1, true);
    const unit = tf.add(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 0.01))), this.own.beta.read());
    const hidden = tf.tanh(tf.matMul(unit, this.own.in.read()));
    return tf.add(tf.matMul(tf.add(tf.mul(hidden, hidden), hidden), this.own.out.read()), x);
  }
  override computeOutputShape = (shape: Shape) => shape;
  lower(): readonly LayerPrimitive[] {
    return [
      { kind: 'layerNormalization', epsilon: 0.01, beta: 'beta' },
      { kind: 'dense', kernel: 'in' },
      { kind: 'elementwise', expression: expression((x, { tanh }) => tanh(x)) },
      { kind: 'elementwise', expression: expression((x) => x.square()) },
      { kind: 'add', output: 2 },
      { kind: 'dense', kernel: 'out' },
      { kind: 'add' },
    ];
  }
}

const tensors: Interpretation<tf.Tensor> = {
  constant: (value) => tf.scalar(value),
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  maximum: tf.maximum,
  minimum: tf.minimum,
  neg: tf.neg,
  abs: tf.abs,
  sqrt: tf.sqrt,
  exp: tf.exp,
  expm1: tf.expm1,
  log: tf.log,
  log1p: tf.log1p,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  softplus: tf.softplus,
  erf: tf.erf,
  where: (a, b, yes, no) => tf.where(above(a, b), yes, no),
};

/** a > b, of which TensorFlow.js has no gradient. */
const above = tf.customGrad((...operands) => {
  const [a, b] = operands as tf.Tensor[];
  return { value: tf.greater(a, b), gradFunc: () => [tf.zerosLike(a), tf.zerosLike(b)] };
});

/** An activation by its formula, differentiated by TensorFlow.js where the engine does not compile it. */
export function registerActivation(name: string, written: Expression): string {
  const relu = (layers.activation({ activation: 'relu' }) as unknown as { activation: object }).activation;
  const Activation = Object.getPrototypeOf(relu.constructor) as new () => {
    getConfig(): tf.serialization.ConfigDict;
  } & tf.serialization.Serializable;
  class Own extends Activation {
    static className = `acme>${name}`;
    readonly expression = written;
    getConfig = () => ({});
    apply(x: tf.Tensor) {
      return tf.tidy(() => interpret(written, { x }, tensors));
    }
  }
  tf.serialization.registerClass(Own as unknown as tf.serialization.SerializableConstructor<Own>);
  return Own.className;
}
