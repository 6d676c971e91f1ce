import { type BackendStatus, compare, listBackends, loadBackend } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { contract } from './backends/contract';

const statuses = await listBackends();
const inNode = statuses.filter(({ places }) => places.includes('Node'));
const [tensorflow] = statuses.filter(({ name }) => name === 'node');

const isMissing = ({ missing }: BackendStatus) => missing !== null;
const title = ({ name, missing }: BackendStatus) =>
  missing
    ? `${name} backend: ${missing}; in this repository: scripts/build-tfjs-node.sh`
    : `the ${name} backend in Node`;

for (const status of inNode)
  describe.skipIf(isMissing(status))(title(status), () => {
    for (const [sentence, keep] of Object.entries(contract)) it(sentence, () => keep(status.name));
  });

describe.skipIf(isMissing(tensorflow))(title(tensorflow), () => {
  it('gives the same numbers on one thread of ours as on two, whose threads are its own', async () => {
    const options = { registry: createRegistry([notebook()]), dataset: tinyDataset, backend: 'node', epochs: 2 };
    const [one, two] = [
      await compare({ ...options, variants: ['relu', 'combined'], jobs: 1 }),
      await compare({ ...options, variants: ['relu', 'combined'], jobs: 2 }),
    ].map(({ rows }) => rows.map(({ runs: [{ history, testLoss }] }) => ({ history, testLoss })));
    expect(two).toEqual(one);
  });
});

describe('a backend that is not available', () => {
  it('is reported with those that are', async () => {
    await expect(loadBackend('webgl')).rejects.toMatchObject({
      code: 'unavailable',
      message:
        "backend 'webgl' is not available here: it runs only in browsers (mlp-lab trains there with --browser); Node has engine, node, wasm, cpu",
    });
  });

  it('is not taken by auto: the first that can be is', async () => {
    expect((await loadBackend('auto')).name).toBe(statuses.find((status) => status.missing === null)?.name);
  });

  it('with an unknown name is reported with the nearest names', async () => {
    await expect(loadBackend('webgp')).rejects.toThrow(/unknown backend 'webgp': did you mean webgpu/);
  });
});

it('looking for backends changes nothing in the one at work', async () => {
  const { tf } = await loadBackend('wasm');
  await listBackends();
  expect(tf.getBackend()).toBe('wasm');
});
