// The modules of a new plugin.
import type { NewPlugin } from './plugin-files';

export const indexFile = ({ name, namespace }: NewPlugin) => `// The plugin: what it is called, and all that it brings.
import { expression } from '@mlp-lab/core';
import { definePlugin } from '@mlp-lab/models';
import { net } from './net.js';
import { scaleLayer } from './scale-layer.js';

export default definePlugin({
  meta: { name: '${name}', version: '0.1.0', namespace: '${namespace}' },
  variants: [net],
  // in recipes '${namespace}/bent'; its derivative and its compiled code come with it
  activations: { bent: expression((x, { maximum }) => maximum(x, x.mul(0.1))) },
  layers: { Scale: scaleLayer },
});
`;

export const netFile = ({ namespace }: NewPlugin) => `// A variant with a network of its own, and an option.
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

export const layerFile = () => `// A layer with weights: every number times a weight of its own.

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

    /** The seed draws a weight \`scale\` by what stands here as \`scaleInitializer\`. @override */
    getConfig() {
      return { ...super.getConfig(), scaleInitializer: { className: 'Ones', config: {} } };
    }
  };
`;

export const testFile = () => `// What every plugin of mlp-lab must do.
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
