// The program that a card is exported as, run: it must give the page's numbers.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { limitDataset, loadMnist } from '@mlp-lab/data-mnist';
import { openExecutor } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { expect, it, onTestFinished, vi } from 'vitest';
import { PATIENCE } from '../../../../scripts/open-page';
import { readSettings } from '../state/url-codec';
import { planCards } from '../training/plan-cards';
import { openTrainer } from '../training/trainer';
import { mlpLabProgram } from './mlp-lab-program';

/** It has what the program installs, but of TensorFlow.js only what mlp-lab needs. */
const PROJECT = join(import.meta.dirname, '../../../../examples/line');
const registry = createRegistry([notebook()]);

it.each([
  ['of the images that a session has, those that the link says', 'A=relu,scale:unit&epochs=2&images=150', [600]],
  [
    'of a rate that is changed, with what has numbers of its own',
    'A=relu,hidden:20-10,batchNormalization:true,dropout:0.2,l2:0.001,optimizer.name:adam,rate:0.01@1&epochs=3&images=200',
    [],
  ],
  ['as far as early stopping let it', 'A=relu,scale:unit&epochs=9&images=150&patience=1', []],
  ['the first member of an ensemble', 'A=ensemble,scale:standard,batchSize:32&epochs=1&images=200&seed=5', []],
])('the program of a card gives its numbers: %s', async (_, query, session: number[]) => {
  const settings = readSettings(query, registry)!;
  const limits = [...session, settings.limit!];
  const dataset = limits.reduce(limitDataset, await loadMnist());
  const trainer = openTrainer({
    openExecutor: (dataset) => openExecutor({ dataset, registry, jobs: 0 }),
    onChange: () => {},
    onSave: () => {},
  });
  onTestFinished(() => trainer.close());
  trainer.prepare(settings, planCards(settings, registry, dataset));
  trainer.play();
  const [network] = await vi.waitFor(() => {
    const networks = trainer.networks();
    expect(networks.map(({ status }) => status)).toEqual(networks.map(() => 'done'));
    return networks;
  }, PATIENCE);
  const { probabilities } = network.result!;

  const folder = await mkdtemp(join(PROJECT, 'node_modules/program-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const said = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => said.mockRestore());
  const file = join(folder, 'card.mjs');
  const program = mlpLabProgram(settings.cards[0], settings, network, { registry, limits });
  const own = `import { tf } from ${JSON.stringify(join(PROJECT, 'tf.mjs'))}`;
  await writeFile(file, program.replace("import * as tf from '@tensorflow/tfjs'", own));
  await import(/* @vite-ignore */ pathToFileURL(file).href);
  const { labels } = dataset.test;
  const losses = Array.from(labels, (label, i) => -Math.log(probabilities[i * dataset.classes + label]));
  const printed = Number(/^test loss (\S+), accuracy/.exec(said.mock.calls.flat().join())?.[1]);
  expect(printed).toBeCloseTo(losses.reduce((sum, loss) => sum + loss) / labels.length, 6); // its mean is rounded to float32
});

it('the program says what it has not of the card: early stopping that has not ended it, a network of a plugin’s code', () => {
  const settings = readSettings('A=relu&patience=3&epochs=9', registry)!;
  const task = { id: 'A.seed-1', seed: 1 } as Parameters<typeof mlpLabProgram>[2]['task'];
  const programOf = (network: object) =>
    mlpLabProgram(settings.cards[0], settings, { task, ...network }, { registry, limits: [] });
  expect(programOf({})).toMatch(/but without stopping early.*epochs: 9,/s);
  const checkpoint = { epochs: 4 } as Parameters<typeof mlpLabProgram>[2]['checkpoint'];
  expect(programOf({ checkpoint, endedEarly: true })).toMatch(/to the last bit\.\n.*epochs: 4,/s);
  const own = createRegistry([notebook()]);
  const build = () => {
    throw new Error('not called');
  };
  const net = { ...registry.get('selu'), name: 'net', build };
  own.use({ meta: { name: 'own', version: '1.0.0', namespace: 'own' }, variants: [net] });
  const [card] = readSettings('A=own/net', own)!.cards;
  expect(() => mlpLabProgram(card, settings, { task }, { registry: own, limits: [] })).toThrow(
    /own\/net: a plugin’s code/,
  );
});
