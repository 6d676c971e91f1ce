// What the test runs twice, in Node and in a page: three models on two threads, one model on a team of two, and the bits that come out.
import '@tensorflow/tfjs-backend-cpu';
import { fit, fitAll } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { blobs, smallModel } from '../../../test/small-models';

/** Histories and weights, as text. */
export async function bitsOnThreads(): Promise<string> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { x, y } = blobs(60);
  const jobs = [1, 2, 3].map((seed) => ({
    name: `job ${seed}`,
    model: smallModel({ dropout: 0.2 }),
    x,
    y,
    args: { epochs: 4, batchSize: 8, validationSplit: 0.25, seed },
  }));
  const results = await fitAll(jobs, { jobs: 2 });
  const [first] = jobs;
  const model = smallModel({ dropout: 0.2 });
  jobs.push({ ...first, model });
  results.push(await fit(model, x, y, { ...first.args, threads: { exactly: 2 } }));
  return JSON.stringify(
    jobs.map(({ model }, i) => [results[i], model.getWeights().map((weight) => [...weight.dataSync()])]),
  );
}
