// scikit-learn's VotingClassifier over classifiers of ml.js: nothing else of mlp-lab, and no TensorFlow.js.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { classifierOf, VotingClassifier } from '@mlp-lab/ensemble';
import { DecisionTreeClassifier } from 'ml-cart';
import KNN from 'ml-knn';
import { GaussianNB } from 'ml-naivebayes';
import { RandomForestClassifier } from 'ml-random-forest';

const x = Array.from({ length: 90 }, (_, i) => [Math.sin(i), Math.cos(i * 3), i % 2]);
const y = x.map(([a, b]) => (a + b > 0.3 ? 'above' : a + b < -0.3 ? 'below' : 'between'));

const trained = (Model, options) => (x, y) => {
  const model = new Model(options);
  model.train(x, y);
  return model;
};
const clf = new VotingClassifier([
  ['forest', classifierOf(trained(RandomForestClassifier, { nEstimators: 20, seed: 1, noOOB: true }))],
  ['tree', classifierOf(trained(DecisionTreeClassifier, {}))],
  ['bayes', classifierOf(trained(GaussianNB))],
  ['neighbours', classifierOf((x, y) => new KNN(x, y, { k: 3 }))],
]);
await clf.fit(x, y);
assert.ok((await clf.score(x, y)) > 0.8);

await assert.rejects(
  new VotingClassifier([['forest', new RandomForestClassifier()]]).fit(x, y),
  /Wrap it: classifierOf/,
);
assert.deepEqual(readdirSync('node_modules/@mlp-lab').sort(), ['core', 'ensemble']);
