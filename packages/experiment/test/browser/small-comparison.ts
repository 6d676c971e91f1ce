// What the test runs twice, in Node and in a page: every row of the notebook on a small data set, and the bits that came out.
import { compare } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';

/** Every row without its seconds, as text: doubles keep every bit in JSON. */
export async function smallComparison(jobs = 1): Promise<string> {
  const { rows } = await compare({
    registry: createRegistry([notebook()]),
    dataset: tinyDataset,
    backend: 'engine',
    epochs: 4,
    batchSize: 16,
    seeds: [0, 7],
    jobs,
  });
  return JSON.stringify(rows, (key, value) => (key === 'seconds' ? undefined : value));
}

/** The code of the error that ends a comparison on two threads, which is aborted at its first progress if `aborted`. */
export async function failureOnThreads({ aborted = false } = {}): Promise<unknown> {
  const controller = new AbortController();
  return compare({
    registry: createRegistry([notebook()]),
    dataset: tinyDataset,
    variants: ['baseline', 'relu'],
    epochs: 1000,
    jobs: 2,
    signal: controller.signal,
    onProgress: ({ type }) => {
      if (aborted && type === 'training') controller.abort();
    },
  }).then(
    () => 'done',
    (error) => error.code,
  );
}
