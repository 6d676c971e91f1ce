import { compare, listBackends, loadBackend } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { contract } from './backends/contract';
import { tinyDataset } from './tiny-dataset';

const statuses = await listBackends();
const missing = (name: string) => statuses.find((status) => status.name === name)!.missing;
const inNode = statuses.filter(({ places }) => places.includes('Node'));

describe.each(inNode)('the $name backend in Node', ({ name, missing }) => {
  describe.skipIf(missing !== null)(missing ? `(skipped: ${missing})` : 'keeps the contract: it', () => {
    for (const [sentence, keep] of Object.entries(contract)) it(sentence, () => keep(name));
  });
});

it.skipIf(missing('node') !== null)('TensorFlow gives the same numbers on one thread of ours and on two', async () => {
  const options = { registry: createRegistry([notebook()]), dataset: tinyDataset, backend: 'node', epochs: 2 };
  const [one, two] = [
    await compare({ ...options, variants: ['relu', 'combined'], jobs: 1 }),
    await compare({ ...options, variants: ['relu', 'combined'], jobs: 2 }),
  ].map(({ rows }) => rows.map(({ runs: [{ history, testLoss }] }) => ({ history, testLoss })));
  expect(two).toEqual(one);
});

describe('a backend that can not be had', () => {
  it('is told with what there is', async () => {
    await expect(loadBackend('webgl')).rejects.toMatchObject({
      code: 'unavailable',
      message:
        "backend 'webgl' can't be had here: it runs in browsers alone; in Node there are engine, node, wasm, cpu",
    });
  });

  it('is not taken by auto: the first that can be is', async () => {
    expect((await loadBackend('auto')).name).toBe(statuses.find((status) => status.missing === null)?.name);
  });

  it('of a wrong name is told with the nearest', async () => {
    await expect(loadBackend('webgp')).rejects.toThrow(/unknown backend 'webgp': did you mean webgpu/);
  });
});

it('looking for backends changes nothing in the one at work', async () => {
  const { tf } = await loadBackend('wasm');
  await listBackends();
  expect(tf.getBackend()).toBe('wasm');
});
