import '@tensorflow/tfjs-backend-cpu';
import { execFileSync, spawnSync } from 'node:child_process';
import { fitAll } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { blobs, smallModel } from './small-models';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => vi.restoreAllMocks());

const { x, y } = blobs(60);
const jobs = () =>
  [1, 2, 3].map((seed) => ({
    name: `job ${seed}`,
    model: smallModel({ dropout: 0.2 }),
    x,
    y,
    args: { epochs: 3, seed },
  }));

describe('where no thread can be started', () => {
  it('fitAll trains on this thread, to the same bits, and says so once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const here = await fitAll(jobs(), { jobs: 2, workerUrl: './no-such-worker.js' });
    await fitAll(jobs(), { jobs: 1, workerUrl: './no-such-worker.js' });
    expect(here).toEqual(await fitAll(jobs(), { jobs: 2 }));
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^fitAll trains on this thread: .*workerUrl\.$/)]]);
  });

  it('fitAll refuses an address that is none', async () => {
    await expect(fitAll(jobs(), { workerUrl: 7 as never })).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

const PROGRAM = `
  import '@tensorflow/tfjs-backend-cpu';
  import { evaluate, explain, fit, fitAll, predict } from '@mlp-lab/engine';
  import { layers, sequential } from '@tensorflow/tfjs-layers';
  const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const [x, y] = [{ data: new Float32Array(8).fill(1), shape: [4, 2] }, { data: new Float32Array(4), shape: [4, 1] }];
  const { history } = await fit(model, x, y, { epochs: 2 });
  await fitAll([{ name: 'one', model, x, y }]);
  const { loss } = await evaluate(model, x, y);
  const { data } = await predict(model, x);
  console.log(JSON.stringify([explain(model), [...history.loss, loss, data[0]].every(Number.isFinite)]));
  process.exit();`;

/** Runs the program as `wrap` says, and gives what it prints and warns of. */
function run(command: string, args: string[]) {
  const { stdout, stderr } = spawnSync(command, args, { cwd: import.meta.dirname, encoding: 'utf8' });
  return { answer: JSON.parse(stdout.trim().split('\n').at(-1)!), stderr };
}

describe('where WebAssembly is missing', () => {
  it('everything is computed through TensorFlow.js, explain says why, and one message does', () => {
    const { answer, stderr } = run(process.execPath, ['--jitless', '--input-type=module', '-e', PROGRAM]);
    const [explanation, areNumbers] = answer;
    expect(areNumbers).toBe(true);
    expect(explanation.compiled).toBe(false);
    expect(explanation.reasons).toEqual([expect.stringContaining("'wasm-unsafe-eval'")]);
    expect(stderr.match(/mlp-lab computes through TensorFlow\.js/g)).toHaveLength(1);
  });

  const limits = process.platform === 'linux' && canLimitAddresses();
  it.skipIf(!limits)('a limit of addresses is not taken for too many rows', () => {
    const { answer, stderr } = run('bash', [
      '-c',
      `ulimit -v 8000000; exec "$0" --input-type=module -e "$1"`,
      process.execPath,
      PROGRAM,
    ]);
    expect(answer[1]).toBe(true);
    if (!answer[0].compiled) expect(stderr).toMatch(/address space of a WebAssembly memory/); // newer Nodes reserve less
    expect(stderr).not.toMatch(/fewer rows/);
  });
});

function canLimitAddresses(): boolean {
  try {
    return execFileSync('bash', ['-c', 'ulimit -v 8000000 && echo yes'], { encoding: 'utf8' }).includes('yes');
  } catch {
    return false;
  }
}
