// What the test runs twice, in Node and in a page: every row of the notebook on a small data set, and the bits that came out.
import { compare } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { tinyDataset } from '../tiny-dataset';

/** The report without its seconds, as text: doubles keep every bit in JSON. */
export async function smallComparison(): Promise<string> {
  const report = await compare({
    registry: createRegistry([notebook()]),
    dataset: tinyDataset,
    backend: 'engine',
    epochs: 4,
    batchSize: 16,
    seeds: [0, 7],
  });
  return JSON.stringify(report, (key, value) => (key === 'seconds' ? undefined : value));
}
