// Vote: three networks of other seeds, and their soft vote, which is better than each.
import { loadMnist, toTrainingTensors } from '@mlp-lab/data-mnist';
import { fit, predict } from '@mlp-lab/engine';
import { accuracyScore, argmax, softVote } from '@mlp-lab/ensemble';
import { createRegistry, notebook } from '@mlp-lab/models';
import { tf } from './tf.mjs';

const dataset = await loadMnist();
const { train, test } = toTrainingTensors(dataset, { scale: 'none' });
const registry = createRegistry([notebook()]);

const members = [];
for (const seed of [1, 2, 3]) {
  const model = registry.build('relu', { tf, seed, inputSize: 784, classes: 10 });
  await fit(model, train.x, train.y, { epochs: 2, batchSize: 32, seed });
  const { data } = await predict(model, test.x);
  const rows = Array.from({ length: test.x.shape[0] }, (_, i) => data.subarray(i * 10, (i + 1) * 10));
  console.log(`seed ${seed}:`, accuracyScore(dataset.test.labels, rows.map(argmax)));
  members.push(rows);
}
console.log('vote:  ', accuracyScore(dataset.test.labels, softVote(members).labels));
