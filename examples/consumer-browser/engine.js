// A page that imports the engine: trains here, then two networks one after another on one thread, to the same bits.
import * as engine from '@mlp-lab/engine';
import { x, y } from './data.js';
import { build } from './model.js';

export async function run() {
  const { evaluate, explain, fitAll, predict } = engine;
  const args = { epochs: 3, batchSize: 16, seed: 1 };
  const model = build(1);
  const { history } = await engine.fit(model, x, y, args);
  const jobs = [1, 2].map((seed) => ({ name: `network ${seed}`, model: build(seed), x, y, args }));
  const [first, second] = await fitAll(jobs, { threads: 1, workerUrl: globalThis.workerUrl });
  if (String(first.history.loss) !== String(history.loss)) throw new Error('a thread trained to other bits');
  const { loss } = await evaluate(model, x, y);
  const { data } = await predict(model, x);
  return [explain(model).compiled, history.loss, second.history.loss, loss, data[0]];
}
