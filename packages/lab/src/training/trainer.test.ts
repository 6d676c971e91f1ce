import { allNetworks, type Executor, openExecutor, type Plan } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { changeSettings } from '../state/change-settings';
import { presetCard, type Settings, startSettings } from '../state/settings';
import { readSettings, settingsQuery } from '../state/url-codec';
import { layersOf } from './answer';
import { hasStoppedImproving } from './continuation';
import { epochsOf, type NetworkState, type SavedNetwork } from './network-state';
import { planCards } from './plan-cards';
import { reportNow } from './report-now';
import { openTrainer } from './trainer';

const registry = createRegistry([notebook()]);
const card = presetCard(registry, 'A', 'combined');
const settings: Settings = {
  ...startSettings(registry),
  cards: [
    { ...card, recipe: { ...card.recipe, hidden: [6, 5], batchSize: 16 } },
    { ...presetCard(registry, 'B', 'ensemble') },
  ],
  epochs: 4,
};
const planOf = (asked: Settings): Plan => planCards(asked, registry, tinyDataset);

/** A trainer on this thread, and a way to wait for what it shows. */
function opened(asked: Settings, saved?: ReadonlyMap<string, SavedNetwork>) {
  const kept = new Map<string, SavedNetwork>();
  let waiting: (() => void)[] = [];
  const trainer = openTrainer({
    openExecutor: (dataset): Executor => openExecutor({ dataset, registry, jobs: 0 }),
    onChange: () => {
      for (const look of waiting) look();
    },
    onSave: (id, network) => kept.set(id, network),
  });
  const until = (isSo: (networks: readonly NetworkState[]) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo(trainer.networks())) return;
        waiting = waiting.filter((one) => one !== look);
        resolve();
      };
      waiting.push(look);
      look();
    });
  trainer.prepare(asked, planOf(asked), saved);
  return { trainer, kept, until };
}

const isOver = (networks: readonly NetworkState[]) =>
  networks.every(({ status, result }) => status === 'done' && result);
const weights = (networks: readonly NetworkState[]) =>
  networks.map(({ checkpoint }) => checkpoint!.weights.map(({ data }) => [...data]));

/** What training gives without any break. */
async function straight(asked: Settings): Promise<number[][][]> {
  const { trainer, until } = opened(asked);
  trainer.play();
  await until(isOver);
  return weights(trainer.networks());
}

describe('training in the lab', () => {
  it('pauses after an epoch, steps, goes on after a reload and to more epochs, to the same bits', async () => {
    const first = opened({ ...settings, epochs: 3 });
    first.trainer.play();
    await first.until((networks) => networks.some((network) => epochsOf(network) >= 1));
    first.trainer.pause();
    await first.until((networks) => networks.every(({ status }) => status !== 'training' && status !== 'testing'));
    const second = opened({ ...settings, epochs: 3 }, structuredClone(first.kept)); // the page was reloaded
    expect(second.trainer.networks().map(epochsOf)).toEqual(first.trainer.networks().map(epochsOf));
    second.trainer.step();
    await second.until((networks) => networks.every(({ result }) => result));
    second.trainer.play();
    await second.until(isOver);
    second.trainer.prepare(settings, planOf(settings)); // 4 epochs
    second.trainer.play();
    await second.until((networks) => isOver(networks) && networks.every((network) => epochsOf(network) === 4));
    expect(weights(second.trainer.networks())).toEqual(await straight(settings));
  });

  it('goes on with another executor where the checkpoints are, to the same bits', async () => {
    const { trainer, until } = opened(settings);
    trainer.play();
    await until((networks) => networks.some((network) => epochsOf(network) >= 1));
    trainer.reopen();
    expect(trainer.isPlaying).toBe(true);
    await until(isOver);
    expect(weights(trainer.networks())).toEqual(await straight(settings));
  });

  it('a link with the changes of the rate trains to the bits of the run in which they were made', async () => {
    const { trainer, until } = opened(settings);
    for (let i = 1; i <= 2; i++) {
      trainer.step();
      await until((networks) => networks.every((network) => epochsOf(network) === i && network.result));
    }
    const changed = changeSettings(settings, { type: 'rate', id: 'A', epoch: 2, rate: 0.02 }, registry);
    trainer.prepare(changed, planOf(changed));
    expect(trainer.networks().map(epochsOf)).toEqual([2, 2, 2, 2]); // nothing starts again
    trainer.play();
    await until(isOver);
    const linked = readSettings(settingsQuery(changed, registry), registry)!;
    const byLink = await straight(linked);
    expect(weights(trainer.networks())).toEqual(byLink);
    expect(byLink[0]).not.toEqual((await straight(settings))[0]);
  });

  it('starts a changed card again, and leaves the others as they are', async () => {
    const { trainer, until } = opened(settings);
    trainer.step();
    await until((networks) => networks.every((network) => network.result));
    const changed = changeSettings(settings, { type: 'recipe', id: 'A', fields: { dropout: 0.5 } }, registry);
    trainer.prepare(changed, planOf(changed));
    expect(trainer.networks().map(epochsOf)).toEqual([0, 1, 1, 1]);
    trainer.rewind();
    expect(trainer.networks().map(epochsOf)).toEqual([0, 0, 0, 0]);
  });

  it('reports what is trained so far, with the figures of a comparison of as many epochs', async () => {
    const { trainer, until } = opened(settings);
    trainer.step();
    await until((networks) => networks.every((network) => network.result));
    const { report } = reportNow(settings, trainer.networks(), registry, tinyDataset)!;
    const once = { ...settings, epochs: 1 };
    const other = opened(once);
    other.trainer.play();
    await other.until(isOver);
    const figures = (rows: typeof report.rows) =>
      rows.map(({ variant, testAccuracy, runs }) => [variant, testAccuracy.mean, runs[0].epochs]);
    expect(figures(report.rows)).toEqual(
      figures(reportNow(once, other.trainer.networks(), registry, tinyDataset)!.report.rows),
    );
  });

  it('shows of an image what the network itself predicts', async () => {
    const all = (
      [
        'relu',
        'gelu',
        'selu',
        'mish',
        'swish',
        'softsign',
        'elu',
        'tanh',
        'softplus',
        'relu6',
        'sigmoid',
        'linear',
        'softmax',
      ] as const
    ).map((activation, i) => ({
      ...settings.cards[0],
      id: 'ABCDEFGH'[i % 8],
      recipe: {
        ...settings.cards[0].recipe,
        activation,
        scale: (['none', 'unit', 'standard'] as const)[i % 3],
        batchNormalization: i % 2 === 0,
      },
    }));
    for (const cards of [all.slice(0, 8), all.slice(8)]) {
      const asked = { ...settings, cards, epochs: 1 };
      const { trainer, until } = opened(asked);
      trainer.play();
      await until(isOver);
      const { test, classes } = tinyDataset;
      const size = test.height * test.width;
      for (const network of trainer.networks()) {
        const shown = layersOf(network, test.images.subarray(3 * size, 4 * size), tinyDataset)!.at(-1)!.outputs;
        const predicted = network.result!.probabilities.subarray(3 * classes, 4 * classes);
        for (let c = 0; c < classes; c++) expect(shown[c]).toBeCloseTo(predicted[c], 4); // float32 against float64
      }
    }
  });

  it('counts the networks of every seed and member', () => {
    expect(allNetworks(planOf({ ...settings, seeds: 2 }))).toHaveLength(2 + 2 * 3);
  });
});

describe('stopping early', () => {
  const history = (val_acc: number[]) => ({ loss: [], acc: [], val_loss: [], val_acc });

  it('waits as many epochs as it is told for a better validation accuracy', () => {
    expect(hasStoppedImproving(history([0.1, 0.5, 0.4]), 2)).toBe(false);
    expect(hasStoppedImproving(history([0.1, 0.5, 0.4, 0.5]), 2)).toBe(true); // as good is not better
    expect(hasStoppedImproving(history([0.1, 0.5, 0.4, 0.6]), 2)).toBe(false);
    expect(hasStoppedImproving(history([0.5, 0.4, 0.3, 0.2]), 0)).toBe(false);
  });

  it('looks at the training accuracy where there is no validation', () => {
    expect(hasStoppedImproving({ ...history([]), acc: [0.5, 0.4] }, 1)).toBe(true);
  });
});
