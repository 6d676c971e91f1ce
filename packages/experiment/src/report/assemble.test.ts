import type { Dataset } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import { createRegistry, notebook } from '@mlp-lab/models';
import { expect, it } from 'vitest';
import { allNetworks, type PlanOptions, plan } from '../plan/plan';
import { tinyDataset } from '../testing/tiny-dataset';
import { assemble, type Outcome, settleRun } from './assemble';

const options: PlanOptions = {
  registry: createRegistry([notebook()]),
  variants: ['relu', 'combined'],
  baseline: 'baseline',
  dataset: tinyDataset,
  protocol: 'as-published',
  seeds: [1],
  backend: 'engine',
  overrides: {},
};

/** The published figures of a report whose networks all failed: no training is needed. */
function published(asked: Partial<PlanOptions>): (number | null)[] {
  const planned = plan({ ...options, ...asked });
  const failed: [string, Outcome][] = allNetworks(planned).map(({ task }) => [task.id, { failure: 'none trained' }]);
  return assemble(planned, new Map(failed)).rows.map((row) => row.published);
}

it('shows published figures only beside all of MNIST under the published settings', async () => {
  const mnist = await loadMnist();
  const dataset: Dataset = { ...mnist, digest: mnist.digest, name: 'whatever its name' };
  expect(published({ dataset })).toEqual([0.9488, null]);
  expect(published({ dataset, overrides: { epochs: 100 } })).toEqual([0.9488, null]); // as published
  expect(published({ dataset, overrides: { epochs: 3 } })).toEqual([null, null]);
  expect(published({ dataset, overrides: { set: { dropout: 0.5 } } })).toEqual([null, null]);
  expect(published({ dataset, protocol: 'controlled' })).toEqual([null, null]);
  expect(published({ dataset: { ...mnist } })).toEqual([null, null]); // a copy has no digest
  expect(published({ dataset: { ...tinyDataset, name: 'mnist' } })).toEqual([null, null]);
});

it('lists each version that trained its networks once', () => {
  const planned = plan({ ...options, seeds: [1, 2, 3] });
  const made = { trainedOn: 84, seconds: 1, probabilities: new Float32Array(90).fill(1 / 3) };
  const history = { loss: [1], acc: [0], val_loss: [], val_acc: [] };
  const versions = ['1.0.0', '1.0.0', '1.1.0'];
  const outcomes = new Map<string, Outcome>(
    versions.map((version, i) => [
      `relu.seed-${i + 1}`,
      { ...made, history, madeBy: { version, arithmetic: 'separate' } },
    ]),
  );
  expect(assemble(planned, outcomes).madeBy).toEqual([
    { version: '1.0.0', arithmetic: 'separate' },
    { version: '1.1.0', arithmetic: 'separate' },
  ]);
});

it('shows an ensemble whose members were stopped at different epochs, and says at which', () => {
  const planned = plan({ ...options, variants: ['ensemble'] });
  const made = { trainedOn: 84, seconds: 1, probabilities: new Float32Array(90).fill(1 / 3) };
  const history = (losses: number[]) => ({ loss: losses, acc: losses, val_loss: [], val_acc: [] });
  const losses = [
    [9, 5],
    [7, 3, 1],
    [5, 1, 1, 0],
  ];
  const outcomes = new Map<string, Outcome>(
    losses.map((loss, i) => [`ensemble.seed-1.member-${i + 1}`, { ...made, history: history(loss) }]),
  );
  const [{ runs }] = assemble(planned, outcomes).rows;
  expect(runs).toMatchObject([{ epochs: 2, plannedEpochs: 100, memberEpochs: [2, 3, 4], history: history([7, 3]) }]);
});

it('is the same once the answers of complete runs are gone, and keeps those of a run that is not complete', () => {
  const asked = { ...options, variants: ['relu', 'ensemble'] };
  const planned = plan(asked);
  const history = { loss: [1], acc: [0], val_loss: [], val_acc: [] };
  const tasks = allNetworks(planned).map(({ task }) => task);
  const outcomes = new Map<string, Outcome>(
    tasks.map(({ id }, i) => {
      const probabilities = Float32Array.from({ length: 90 }, (_, k) => ((k * (i + 3)) % 7) / 7);
      return [id, { trainedOn: 84, seconds: 1, probabilities, history }];
    }),
  );
  const before = assemble(plan(asked), outcomes);
  const last = tasks.at(-1)!.id;
  const outcome = outcomes.get(last)!;
  const settleAll = () => {
    for (const run of planned.rows.flatMap(({ runs }) => runs)) settleRun(planned, run, outcomes);
  };
  const kept = () => [...outcomes.values()].map((one) => 'probabilities' in one && one.probabilities.length);
  outcomes.delete(last);
  settleAll();
  expect(kept()).toEqual([0, 90, 90]);
  outcomes.set(last, outcome);
  settleAll();
  expect(kept()).toEqual([0, 0, 0, 0]);
  expect(assemble(planned, outcomes)).toEqual(before);
});
