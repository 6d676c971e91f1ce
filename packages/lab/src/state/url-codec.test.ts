import { createRegistry, defaultOptimizer, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { changeSettings } from './change-settings';
import { presetCard, type Settings, startSettings } from './settings';
import { readSettings, settingsQuery, unknownFields } from './url-codec';

const registry = createRegistry([notebook()]);
const start = startSettings(registry);
const [a] = start.cards;

const full: Settings = {
  cards: [
    presetCard(registry, 'A', 'relu'),
    {
      ...a,
      id: 'C',
      recipe: {
        ...a.recipe,
        hidden: [120, 30, 7],
        activation: 'gelu',
        kernelInitializer: 'orthogonal',
        batchNormalization: true,
        dropout: 0.25,
        l2: 0.0003,
        optimizer: { ...defaultOptimizer('nadam'), learningRate: 0.0123 },
        batchSize: 17,
        validationSplit: 0.1,
        scale: 'standard',
      },
      ensemble: { members: 4, voting: 'hard' },
      rates: [
        { epoch: 2, rate: 0.005 },
        { epoch: 7, rate: 1e-7 },
      ],
    },
  ],
  epochs: 33,
  seed: 9007199254740991,
  seeds: 3,
  limit: 1234,
  patience: 4,
  measures: true,
  backend: 'engine',
  arithmetic: 'fused',
};

describe('a link', () => {
  it.each<[string, Settings]>([
    ['the settings of a newcomer', start],
    ['every setting', full],
    [
      'an ensemble as a single network',
      { ...start, cards: [{ ...presetCard(registry, 'B', 'ensemble'), ensemble: undefined }] },
    ],
    ...registry
      .list()
      .map(({ name }) => [name, { ...start, cards: [presetCard(registry, 'H', name)] }] satisfies [string, Settings]),
  ])('holds %s', (_, settings) => {
    expect(readSettings(settingsQuery(settings, registry), registry)).toEqual(settings);
  });

  it('that names an optimizer has its default numbers, but for those that it names', () => {
    const [card] = readSettings('A=relu,optimizer.name:adam,optimizer.beta1:0.5', registry)!.cards;
    expect(card.recipe.optimizer).toEqual({ ...defaultOptimizer('adam'), beta1: 0.5 });
  });

  it('can be read by people', () => {
    const cards = [{ ...presetCard(registry, 'A', 'relu'), rates: [{ epoch: 5, rate: 0.01 }] }];
    expect(settingsQuery({ ...start, cards }, registry)).toBe('A=relu,rate:0.01@5&epochs=20');
  });

  it('of a newer lab may hold what this one does not know', () => {
    expect(unknownFields(`${settingsQuery(start, registry)}&lesson=voting`)).toEqual([]);
    expect(unknownFields('A=relu&warmup=5&warmup=6&epochs=3')).toEqual(['warmup']);
  });

  it('without a card has those of a new lab', () => {
    expect(readSettings('epochs=5&images=2000', registry)).toEqual({ ...start, epochs: 5, limit: 2000 });
    expect(() => readSettings('epochs=five', registry)).toThrow('epochs: expected a whole number');
  });

  it('without a setting is none of the lab', () => {
    expect(readSettings('', registry)).toBeUndefined();
    expect(readSettings('lesson=voting', registry)).toBeUndefined();
  });

  it.each([
    ['A=rellu', /unknown variant 'rellu'.*relu/],
    ['A=relu,hidden:0', /hidden: expected a whole number from 1 to 1000, received '0'/],
    ['A=relu,hiden:5', /link: expected hidden, .*, received 'hiden'/],
    ['A=relu,dropout:1.5', /dropout/],
    ['A=relu,rate:-1@3', /rate: expected a positive number, received '-1'/],
    ['A=relu,activation:rellu', /activation/],
    ['A=relu&epochs=1e3', /epochs: expected a whole number/],
    ['A=relu&backend=webgal', /backend: expected engine, wasm, webgpu, webgl, cpu, received 'webgal'/],
    ['A=relu&backend=wasm&arithmetic=fused', /arithmetic: expected separate, received 'fused'/],
    ['A=relu&images=0', /images: expected a whole number of at least 1/],
    ['A=relu&B=adam&A=sigmoid', /A: expected it once, received it 2 times/],
    ['A=relu&epochs=2&epochs=20', /epochs: expected it once, received it 2 times/],
    ['A=relu,hidden:5,hidden:6', /expected hidden once, received 'hidden:6'/],
    ['A=relu,rate:0.1@5,rate:0.2@5', /expected rate@5 once, received 'rate:0.2@5'/],
    ['A=relu,rate:0.1@5@7', /rate: expected a whole number of at least 1, received '5@7'/],
    ['A=relu,rate:0.1', /rate: expected RATE@EPOCH, received '0.1'/],
    ['A=relu,members:3-hard-soft', /members: expected soft, hard, received 'hard-soft'/],
    ['A=relu,batchNormalization:yes', /batchNormalization: expected true, false, received 'yes'/],
    ['A=relu,dropout:+', /dropout must be a number/],
    ['A=relu&measures=yes', /measures: expected 0, 1, received 'yes'/],
    ['A=relu,hidden:50-99999999', /hidden: expected a whole number from 1 to 1000, received '99999999'/],
    ['A=relu,hidden:1-1-1-1-1-1-1-1-1', /hidden: expected at most 8 layers, received '1-1-1-1-1-1-1-1-1'/],
    ['A=relu&seeds=9999', /seeds: expected a whole number from 1 to 10, received '9999'/],
    ['A=relu,members:999', /members: expected a whole number from 1 to 10/],
    ['A=relu&epochs=1000000', /epochs: expected a whole number from 1 to 10000/],
  ])('says what is wrong: %s', (query, message) => {
    expect(() => readSettings(query, registry)).toThrow(message);
  });
});

describe('the cards', () => {
  const after = (...actions: Parameters<typeof changeSettings>[1][]) =>
    actions.reduce((settings, action) => changeSettings(settings, action, registry), start);

  it('keep their letters, and so their colours, when another is removed', () => {
    const { cards } = after({ type: 'copy', id: 'A' }, { type: 'remove', id: 'B' }, { type: 'add', preset: 'adam' });
    expect(cards.map(({ id }) => id)).toEqual(['A', 'C', 'D']);
  });

  it('are eight at most, and one at least', () => {
    const many = Array.from({ length: 20 }, () => ({ type: 'copy', id: 'A' }) as const);
    expect(after(...many).cards).toHaveLength(8);
    const none = [...'ABCDEFGH'].map((id) => ({ type: 'remove', id }) as const);
    expect(after(...none).cards).toHaveLength(1);
  });

  it('take a change of the rate from an epoch on, and forget those that it replaces', () => {
    const rate = (epoch: number, value: number) => ({ type: 'rate', id: 'A', epoch, rate: value }) as const;
    const ratesOf = (...actions: ReturnType<typeof rate>[]) => after(...actions).cards[0].rates;
    expect(ratesOf(rate(3, 0.1), rate(5, 0.01))).toEqual([
      { epoch: 3, rate: 0.1 },
      { epoch: 5, rate: 0.01 },
    ]);
    expect(ratesOf(rate(5, 0.1), rate(3, 0.01))).toEqual([{ epoch: 3, rate: 0.01 }]);
    expect(ratesOf(rate(3, 0.1), rate(3, 0.001))).toEqual([]); // back to the rate of the start
    expect(after(rate(3, 0.1), rate(0, 0.5)).cards[0]).toMatchObject({
      rates: [],
      recipe: { optimizer: { learningRate: 0.5 } },
    });
  });
});
