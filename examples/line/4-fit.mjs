// Fit: the model compiled to WebAssembly and trained on raw pixels; the same seed gives the same digits on any machine.
import { loadMnist, toTrainingTensors } from '@mlp-lab/data-mnist';
import { evaluate, fit } from '@mlp-lab/engine';
import { createRegistry, notebook } from '@mlp-lab/models';
import { tf } from './tf.mjs';

const { train, test } = toTrainingTensors(await loadMnist(), { scale: 'none' });
const model = createRegistry([notebook()]).build('relu', { tf, seed: 1, inputSize: 784, classes: 10 });
const { history } = await fit(model, train.x, train.y, { epochs: 2, batchSize: 32, validationSplit: 0.3, seed: 1 });
console.log('validation accuracy:', history.val_acc);
console.log('test:', await evaluate(model, test.x, test.y));
