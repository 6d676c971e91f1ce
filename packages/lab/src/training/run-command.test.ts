import { createRegistry, notebook, type Recipe } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { presetCard, type Settings, startSettings } from '../state/settings';
import { runCommand } from './run-command';

const registry = createRegistry([notebook()]);
const start: Settings = { ...startSettings(registry), cards: [presetCard(registry, 'A', 'relu')] };
const command = (change: Partial<Settings>, session = {}) => runCommand({ ...start, ...change }, registry, session);

describe('the command for a terminal', () => {
  it('uses the images of the session and of the lab', () => {
    expect(command({})).toBe('mlp-lab compare relu --epochs 20');
    expect(command({}, { dataOptions: ['--data', '/my data', '--limit', '300'] })).toBe(
      "mlp-lab compare relu --epochs 20 --data '/my data' --limit 300",
    );
    expect(command({ arithmetic: 'fused' })).toBe('mlp-lab compare relu --epochs 20 --arithmetic fused');
    expect(command({ limit: 100 })).toBe('mlp-lab compare relu --epochs 20 --limit 100');
    expect(command({ limit: 100 }, { dataOptions: ['--limit', '300'] })).toBeUndefined(); // 100 of those 300
  });

  it('names seeds, plugins, and what a single card changes', () => {
    const card = { ...start.cards[0], recipe: { ...start.cards[0].recipe, hidden: [30, 20], l2: 0.01 } };
    expect(command({ cards: [card], seed: 3, seeds: 2 }, { plugins: ['maxout'] })).toBe(
      'mlp-lab compare relu --epochs 20 --seeds 3,4 --set hidden=30-20 --set l2=0.01 --plugin maxout',
    );
  });

  it('names an optimizer of another kind, and what differs from its defaults', () => {
    const recipe = { ...start.cards[0].recipe, optimizer: { ...registry.get('adam').recipe.optimizer, beta1: 0.5 } };
    expect(command({ cards: [{ ...start.cards[0], recipe: recipe as Recipe }] })).toBe(
      'mlp-lab compare relu --epochs 20 --set optimizer=adam --set optimizer.beta1=0.5',
    );
  });

  it('is none where no command gives the same', () => {
    const [card] = start.cards;
    expect(command({ cards: [{ ...card, rates: [{ epoch: 2, rate: 1 }] }] })).toBeUndefined();
    expect(command({ cards: [card, { ...card, id: 'B', recipe: { ...card.recipe, dropout: 0.1 } }] })).toBeUndefined();
    expect(command({ patience: 3 })).toBeUndefined();
    expect(command({ backend: 'webgl' })).toBeUndefined();
  });
});
