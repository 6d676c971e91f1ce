// A page that compares two variants on two threads.
import { compare } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { dataset } from './data.js';

export async function run() {
  const report = await compare({
    registry: createRegistry([notebook()]),
    dataset,
    variants: ['baseline', 'relu'],
    epochs: 2,
    jobs: 2,
    workerUrl: globalThis.workerUrl,
  });
  return report.rows.map((row) => row.runs[0].history.loss);
}
