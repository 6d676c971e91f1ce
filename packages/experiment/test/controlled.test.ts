import { type CompareEvent, compare, type Task } from '@mlp-lab/experiment';
import { createRegistry, joinTensorFlow, notebook, notebookRecipe, notebookRows, type Variant } from '@mlp-lab/models';
import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import * as layers from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);
const tf = joinTensorFlow(core, layers);
const SEED = 7;

/** What is planned for the notebook's rows; nothing is trained. */
async function plannedTasks(): Promise<Task[]> {
  const abort = new AbortController();
  const tasks: Task[] = [];
  const onProgress = (event: CompareEvent) => {
    if (event.type !== 'planned') return;
    tasks.push(...event.tasks);
    abort.abort();
  };
  const asked = { registry, dataset: tinyDataset, protocol: 'controlled', seeds: [SEED], onProgress } as const;
  await expect(compare({ ...asked, signal: abort.signal })).rejects.toMatchObject({ code: 'aborted' });
  return tasks;
}

/** The histories of networks that differ in nothing but what must not matter. */
async function histories(variants: Variant[], backend: string) {
  const options = { registry, dataset: tinyDataset, backend, epochs: 3, seeds: [SEED], variants } as const;
  const { rows } = await compare({ ...options, protocol: 'controlled' });
  return rows.map(({ runs }) => runs[0].history);
}

describe('the controlled protocol', () => {
  it('gives every row the same batch size, split, scale and number of epochs', async () => {
    const tasks = await plannedTasks();
    expect(new Set(tasks.map(({ variant }) => variant))).toEqual(new Set(notebookRows));
    for (const { recipe } of tasks)
      expect(recipe).toMatchObject({ batchSize: 32, validationSplit: 0.3, scale: 'none', epochs: 100 });
  });

  it("trains every row under one seed, an ensemble's first network included", async () => {
    const others = (await plannedTasks()).filter(({ seed }) => seed !== SEED);
    expect(others.map(({ id }) => id)).toEqual(['ensemble.seed-7.member-2', 'ensemble.seed-7.member-3']);
    expect(new Set(others.map(({ seed }) => seed)).size).toBe(2);
  });

  it('starts all rows from the same weights where initializer and shape agree', async () => {
    const kernels = new Map<string, Float32Array[]>();
    for (const { variant, recipe, seed } of await plannedTasks()) {
      if (seed !== SEED) continue;
      const model = registry.build(variant, { tf, seed, inputSize: 16, classes: 3, recipe });
      const values = model.layers
        .filter((layer) => layer.getClassName() === 'Dense')
        .map((layer) => layer.getWeights()[0].dataSync() as Float32Array);
      const same = kernels.get(recipe.kernelInitializer);
      if (same) expect(values, variant).toEqual(same);
      else kernels.set(recipe.kernelInitializer, values);
      model.dispose();
    }
    expect([...kernels.keys()].sort()).toEqual(['glorotUniform', 'heNormal']);
  });

  it.each(['engine', 'cpu'])('shows all rows the images in the same order (%s)', async (backend) => {
    // A dropout that drops nothing is a layer more, and must change no bit.
    const plain: Variant = { name: 'plain', title: 'Plain', changes: [], recipe: notebookRecipe };
    const idle: Variant = { ...plain, name: 'idle', recipe: { ...notebookRecipe, dropout: 1e-9 } };
    const [one, other] = await histories([plain, idle], backend);
    expect(other).toEqual(one);
  });

  it.each(['engine', 'cpu'])('drops the same values, whatever layers stand in between (%s)', async (backend) => {
    const recipe = { ...notebookRecipe, hidden: [8, 8], dropout: 0.5 };
    const { kernelInitializer } = recipe;
    const plain: Variant = { name: 'plain', title: 'Plain', changes: ['dropout'], recipe };
    const longer: Variant = {
      ...plain,
      name: 'longer',
      build: ({ tf, inputSize, classes }) =>
        tf.sequential({
          layers: [
            ...recipe.hidden.flatMap((units, i) => [
              tf.layers.dense({ units, kernelInitializer, inputShape: i === 0 ? [inputSize] : undefined }),
              tf.layers.activation({ activation: 'linear' }),
              tf.layers.activation({ activation: 'sigmoid' }),
              tf.layers.dropout({ rate: 0.5 }),
            ]),
            tf.layers.dense({ units: classes, kernelInitializer, activation: 'softmax' }),
          ],
        }),
    };
    const [one, other] = await histories([plain, longer], backend);
    expect(other).toEqual(one);
  });
});
