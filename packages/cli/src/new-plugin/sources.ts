// The source files of a new plugin.

export interface NewPlugin {
  /** `mlp-lab-plugin-foo` */
  name: string;
  /** `foo` */
  namespace: string;
}

export const indexFile = ({
  name,
  namespace,
}: NewPlugin) => `// The plugin: its name, and everything that it adds to mlp-lab.
import { expression } from '@mlp-lab/core';
import { definePlugin } from '@mlp-lab/models';
import { net } from './net.js';
import { scaleLayer } from './scale-layer.js';

export default definePlugin({
  meta: { name: '${name}', version: '0.1.0', namespace: '${namespace}' },
  variants: [net],
  // '${namespace}/bent' in recipes. mlp-lab derives the gradient and compiles the formula.
  activations: { bent: expression((x, { maximum }) => maximum(x, x.mul(0.1))) },
  layers: { Scale: scaleLayer },
});
`;

export const netFile = ({ namespace }: NewPlugin) => `// A variant that builds its own network and has an option.
import { defineVariant, notebookRecipe } from '@mlp-lab/models';
import * as z from 'zod';

export const net = defineVariant({
  name: 'net',
  title: 'My network',
  changes: ['activation'],
  recipe: { ...notebookRecipe, activation: '${namespace}/bent' },
  options: z.strictObject({ units: z.number().int().min(1).default(50) }),

  build({ tf, recipe, inputSize, classes, options, layer, activation }) {
    return tf.sequential({
      layers: [
        tf.layers.dense({ units: options.units, inputShape: [inputSize] }),
        layer('Scale'),
        tf.layers.activation({ activation: activation(recipe.activation) }),
        tf.layers.dense({ units: classes, activation: 'softmax' }),
      ],
    });
  },
});
`;

export const layerFile = () => `// A layer with weights: multiplies each input by a weight of its own.

/** @import { LayerFactory, TensorFlow } from '@mlp-lab/models' */
/** @typedef {ReturnType<TensorFlow['tensor']>} Tensor */

/** @type {LayerFactory} */
export const scaleLayer = (tf) =>
  class Scale extends tf.layers.Layer {
    /** @override @param {number[]} inputShape */
    build(inputShape) {
      this.addWeight('scale', [inputShape[inputShape.length - 1]], 'float32', tf.initializers.ones());
      super.build(inputShape);
    }

    /** @override @param {Tensor | Tensor[]} inputs */
    call(inputs) {
      return tf.tidy(() => {
        const [x] = Array.isArray(inputs) ? inputs : [inputs];
        return tf.mul(x, this.weights[0].read());
      });
    }

    /** \`scaleInitializer\` says how the seed draws the weight \`scale\`. @override */
    getConfig() {
      return { ...super.getConfig(), scaleInitializer: { className: 'Ones', config: {} } };
    }
  };
`;

export const testFile = () => `// The contract that every plugin for mlp-lab must keep.
import { describe, it } from 'node:test';
import * as engine from '@mlp-lab/engine';
import { joinTensorFlow } from '@mlp-lab/models';
import { testPlugin } from '@mlp-lab/models/testing';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import plugin from '../src/index.js';

core.enableProdMode();
testPlugin(plugin, { tf: joinTensorFlow(core, layers), engine }, { describe, it });
`;
