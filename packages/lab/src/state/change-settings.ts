// The actions of the Build column → the next settings: a pure function.
import type { EnsembleRecipe, Recipe, Registry } from '@mlp-lab/models';
import { type Card, LETTERS, MAX_CARDS, presetCard, type Settings } from './settings';

export type Action =
  /** Replaces all settings: a link, a lesson's step, an earlier run. */
  | { type: 'open'; settings: Settings }
  /** Anything but the cards. */
  | { type: 'set'; fields: Partial<Omit<Settings, 'cards'>> }
  | { type: 'recipe'; id: string; fields: Partial<Recipe> }
  | { type: 'ensemble'; id: string; ensemble?: EnsembleRecipe }
  /** The learning rate after `epoch` epochs; with 0, the rate from the start. */
  | { type: 'rate'; id: string; epoch: number; rate: number }
  | { type: 'preset'; id: string; preset: string }
  | { type: 'add'; preset: string }
  | { type: 'copy'; id: string }
  | { type: 'remove'; id: string };

export function changeSettings(settings: Settings, action: Action, registry: Registry): Settings {
  const { cards } = settings;
  const change = (id: string, next: (card: Card) => Card) => ({
    ...settings,
    cards: cards.map((card) => (card.id === id ? next(card) : card)),
  });
  const add = (make: (id: string) => Card) => {
    const id = freeLetter(cards);
    return id === undefined ? settings : { ...settings, cards: [...cards, make(id)] };
  };
  switch (action.type) {
    case 'open':
      return action.settings;
    case 'set':
      return { ...settings, ...action.fields };
    case 'recipe':
      return change(action.id, (card) => withRecipe(card, action.fields));
    case 'ensemble':
      return change(action.id, (card) => ({ ...card, ensemble: action.ensemble }));
    case 'rate':
      return change(action.id, (card) => withRate(card, action.epoch, action.rate));
    case 'preset':
      return change(action.id, ({ id }) => presetCard(registry, id, action.preset));
    case 'add':
      return add((id) => presetCard(registry, id, action.preset));
    case 'copy': {
      const original = cards.find(({ id }) => id === action.id);
      return original ? add((id) => ({ ...original, id })) : settings;
    }
    case 'remove':
      return cards.length === 1 ? settings : { ...settings, cards: cards.filter(({ id }) => id !== action.id) };
  }
}

/** The next letter after the last one in use, so that a letter, and its colour, is not given to another network at once. */
export function freeLetter(cards: readonly Card[]): string | undefined {
  if (cards.length >= MAX_CARDS) return undefined;
  const used = cards.map(({ id }) => id);
  const last = LETTERS.indexOf([...used].sort().at(-1) ?? '');
  return [...LETTERS.slice(last + 1), ...LETTERS].find((letter) => !used.includes(letter));
}

/** Another optimizer starts without the changes of the rate. */
function withRecipe(card: Card, fields: Partial<Recipe>): Card {
  const rates = fields.optimizer && fields.optimizer.name !== card.recipe.optimizer.name ? [] : card.rates;
  return { ...card, recipe: { ...card.recipe, ...fields }, rates };
}

/** Later changes are of a future that this one replaces. */
function withRate(card: Card, epoch: number, rate: number): Card {
  const { recipe, rates } = card;
  if (epoch === 0)
    return { ...card, recipe: { ...recipe, optimizer: { ...recipe.optimizer, learningRate: rate } }, rates: [] };
  const before = rates.filter((change) => change.epoch < epoch);
  const current = before.at(-1)?.rate ?? recipe.optimizer.learningRate;
  return { ...card, rates: current === rate ? before : [...before, { epoch, rate }] };
}

/** The rate that trains the epoch after `epochs` epochs. */
export function rateAfter({ recipe, rates }: Card, epochs: number): number {
  return rates.findLast(({ epoch }) => epoch <= epochs)?.rate ?? recipe.optimizer.learningRate;
}
