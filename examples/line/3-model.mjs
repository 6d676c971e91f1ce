// Model: a variant of the notebook by its name → a compiled tf.LayersModel with Keras's initial weights.
import { createRegistry, notebook } from '@mlp-lab/models';
import { tf } from './tf.mjs';

const model = createRegistry([notebook()]).build('relu', { tf, seed: 1, inputSize: 784, classes: 10 });
for (const { name, outputShape } of model.layers) console.log(name.padEnd(14), outputShape);
console.log('parameters:', model.countParams());
