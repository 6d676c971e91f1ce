// Every package by require, in a CommonJS script.
const assert = require('node:assert/strict');
require('@tensorflow/tfjs-backend-cpu');
const { loadMnist, limitDataset } = require('@mlp-lab/data-mnist');
const { compare } = require('@mlp-lab/experiment');
const { createRegistry, notebook } = require('@mlp-lab/models');
const { historyCsv } = require('@mlp-lab/experiment');
const { explain } = require('@mlp-lab/engine');
const { VotingClassifier } = require('@mlp-lab/ensemble');
const { LayersClassifier } = require('@mlp-lab/ensemble/layers');
const { createRandom } = require('@mlp-lab/core');
const { resultsTable } = require('@mlp-lab/report');

async function main() {
  for (const one of [explain, VotingClassifier, LayersClassifier, createRandom, historyCsv])
    assert.equal(typeof one, 'function');
  const dataset = limitDataset(await loadMnist(), 200);
  const report = await compare({ registry: createRegistry([notebook()]), dataset, variants: ['relu'], epochs: 1 });
  assert.equal(resultsTable(report).rows.length, 1);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
