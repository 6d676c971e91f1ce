// A page that imports the ensemble: two networks vote.
import { VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier } from '@mlp-lab/ensemble/layers';
import { dataset, x } from './data.js';
import { build } from './model.js';

export async function run() {
  const member = (seed) => new LayersClassifier({ build: () => build(seed), epochs: 3, batchSize: 16, seed });
  const ensemble = new VotingClassifier([1, 2].map((seed) => [`network ${seed}`, member(seed)]));
  await ensemble.fit(x, dataset.train.labels);
  return [...(await ensemble.predict(x))].slice(0, 9);
}
