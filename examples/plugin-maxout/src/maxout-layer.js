// A layer with weights of its own. Goodfellow et al., "Maxout Networks" (ICML 2013).

/** @import { LayerFactory, TensorFlow } from '@mlp-lab/models' */
/** @import { LayerPrimitive } from '@mlp-lab/core' */
/** @typedef {ReturnType<TensorFlow['tensor']>} Tensor */
/** @typedef {{ units: number, pieces: number, name?: string, inputShape?: number[] }} MaxoutConfig */

/**
 * `[batch, inputs]` → `[batch, units]`: unit j is the greatest of `pieces` linear functions of the input.
 *
 * @type {LayerFactory}
 */
export const maxoutLayer = (tf) =>
  class Maxout extends tf.layers.Layer {
    /** @param {MaxoutConfig} config */
    constructor(config) {
      super(config);
      this.units = config.units;
      this.pieces = config.pieces;
      this.kernelInitializer = tf.initializers.leCunNormal({});
    }

    /** @override @param {number[]} inputShape */
    build(inputShape) {
      const width = this.units * this.pieces;
      this.addWeight('kernel', [inputShape[inputShape.length - 1], width], 'float32', this.kernelInitializer);
      this.addWeight('bias', [width], 'float32', tf.initializers.zeros());
      super.build(inputShape);
    }

    /** @override @param {number[]} inputShape */
    computeOutputShape([batch]) {
      return [batch, this.units];
    }

    /** @override @param {Tensor | Tensor[]} inputs */
    call(inputs) {
      return tf.tidy(() => {
        const [x] = Array.isArray(inputs) ? inputs : [inputs];
        const [kernel, bias] = this.weights.map((weight) => weight.read());
        const linear = tf.add(tf.matMul(x, kernel), bias); // [batch, units · pieces]
        return tf.max(tf.reshape(linear, [-1, this.units, this.pieces]), 2);
      });
    }

    /** How the engine computes the same. @returns {LayerPrimitive[]} */
    lower() {
      return [
        { kind: 'dense', kernel: 'kernel', bias: 'bias' },
        { kind: 'maxout', pieces: this.pieces },
      ];
    }

    /** What makes the layer again; the initializer stands there for the seed to draw the kernel by. @override */
    getConfig() {
      const { units, pieces, kernelInitializer } = this;
      const initializer = { className: kernelInitializer.getClassName(), config: kernelInitializer.getConfig() };
      return { ...super.getConfig(), units, pieces, kernelInitializer: initializer };
    }
  };
