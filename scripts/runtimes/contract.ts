// What every runtime must compute to the same bits, and what it must do where WebAssembly is forbidden. Runs anywhere: no imports of Node.
import '@tensorflow/tfjs-backend-cpu';
import * as engine from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { bitsOfAllPrograms } from '../../packages/engine/src/run/browser/bits-of-programs';
import { blobs, smallModel } from '../../packages/engine/test/small-models';

export interface Answers {
  /** Digests of all bits. */
  programs?: string;
  threads?: string;
  /** What was said on the console. */
  warnings: string[];
  /** Where WebAssembly is forbidden: how that went. */
  fallback?: string;
}

export async function contract(): Promise<Answers> {
  const warnings: string[] = [];
  console.warn = (text: string) => {
    if (!text.includes('tfjs-node')) warnings.push(text);
  };
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const model = smallModel({ dropout: 0.2 });
  const { compiled, reasons } = engine.explain(model);
  if (!compiled) return { fallback: await trainWithout(model, reasons, warnings), warnings };
  const threads = [await onThreads(1), await onThreads(2)];
  if (threads[0] !== threads[1]) throw new Error('two threads train to other bits than one');
  return { programs: digest(bitsOfAllPrograms()), threads: threads[0], warnings };
}

async function trainWithout(model: ReturnType<typeof smallModel>, reasons: string[], warnings: string[]) {
  const { x, y } = blobs(60);
  const { history } = await engine.fit(model, x, y, { epochs: 2, seed: 1 });
  const [all] = await engine.fitAll([{ name: 'one', model, x, y, args: { epochs: 1 } }]);
  const { loss } = await engine.evaluate(model, x, y);
  const { data } = await engine.predict(model, x);
  const areNumbers = [...history.loss, ...all.history.loss, loss, ...data].every(Number.isFinite);
  if (!areNumbers) throw new Error('the fallback gives no numbers');
  if (warnings.length !== 1) throw new Error(`expected one message, received ${JSON.stringify(warnings)}`);
  return reasons[0];
}

/** Three models, the histories and weights of all, which `fit` must give as well. */
async function onThreads(threads: number): Promise<string> {
  const { x, y } = blobs(60);
  const args = (seed: number) => ({ epochs: 4, batchSize: 8, validationSplit: 0.25, seed });
  const jobs = [1, 2, 3].map((seed) => ({
    name: `job ${seed}`,
    model: smallModel({ dropout: 0.2 }),
    x,
    y,
    args: args(seed),
  }));
  const results = await engine.fitAll(jobs, { jobs: threads });
  const alone = smallModel({ dropout: 0.2 });
  const { history } = await engine.fit(alone, x, y, args(1));
  if (String(history.loss) !== String(results[0].history.loss))
    throw new Error('a thread trains to other bits than fit');
  return digest(
    JSON.stringify(jobs.map(({ model }, i) => [results[i], model.getWeights().map((w) => [...w.dataSync()])])),
  );
}

/** FNV-1a of the text, 32 bits: a page without https has no SHA-256. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
