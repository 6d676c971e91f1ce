// Settings ↔ the query of a link, which people can read: `?epochs=20&A=relu&B=relu,optimizer.name:adam`.
import { ARITHMETICS, MlpLabError, SCALES, wholeNumber } from '@mlp-lab/core';
import {
  defaultOptimizer,
  type EnsembleRecipe,
  type OptimizerRecipe,
  optimizerNames,
  overrideRecipe,
  type Recipe,
  type Registry,
} from '@mlp-lab/models';
import {
  BACKENDS,
  type Card,
  LETTERS,
  MOST_EPOCHS,
  MOST_LAYERS,
  MOST_MEMBERS,
  MOST_RUNS,
  MOST_UNITS,
  presetCard,
  type RateChange,
  type Settings,
  startSettings,
} from './settings';

const NUMBERS = ['epochs', 'seed', 'seeds', 'patience'] as const;
/** What is not of one card. */
const SHARED = [...NUMBERS, 'images', 'measures', 'backend', 'arithmetic'] as const;

/** Without the `?`. Only what differs from the defaults, and of a card from its preset, is spelled out. */
export function settingsQuery(settings: Settings, registry: Registry): string {
  const start = startSettings(registry);
  const query = new URLSearchParams();
  for (const card of settings.cards) query.set(card.id, cardText(card, registry));
  for (const name of NUMBERS)
    if (name === 'epochs' || settings[name] !== start[name]) query.set(name, String(settings[name]));
  if (settings.limit !== undefined) query.set('images', String(settings.limit));
  if (settings.measures) query.set('measures', '1');
  if (settings.backend !== start.backend) query.set('backend', settings.backend);
  if (settings.arithmetic !== start.arithmetic) query.set('arithmetic', settings.arithmetic);
  return query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%40', '@');
}

/**
 * The settings of a link. One that names no card, as `?epochs=5`, has those of a new lab.
 *
 * @returns undefined if the query names no setting: then it is not a link of the lab.
 * @throws MlpLabError `invalid-argument` or `unknown-name`.
 */
export function readSettings(query: string, registry: Registry): Settings | undefined {
  const values = new URLSearchParams(query);
  for (const name of [...LETTERS, ...SHARED]) {
    const { length } = values.getAll(name);
    if (length > 1) throw new MlpLabError('invalid-argument', `${name}: expected it once, received it ${length} times`);
  }
  const cards = [...LETTERS].flatMap((id) => values.getAll(id).map((text) => readCard(id, text, registry)));
  const start = startSettings(registry);
  if (cards.length === 0 && !SHARED.some((name) => values.has(name))) return undefined;
  const number = (name: (typeof NUMBERS)[number], least: number, most?: number) => {
    const text = values.get(name);
    return text === null ? start[name] : count(name, text, least, most);
  };
  const limit = values.get('images');
  return {
    cards: cards.length > 0 ? cards : start.cards,
    epochs: number('epochs', 1, MOST_EPOCHS),
    seed: number('seed', 0),
    seeds: number('seeds', 1, MOST_RUNS),
    ...(limit !== null && { limit: count('images', limit, 1) }),
    patience: number('patience', 0),
    measures: oneOf('measures', ['0', '1'], values.get('measures') ?? '0') === '1',
    ...readBackend(values),
  };
}

/** What a link says that this lab does not know, as one of a newer lab may: its numbers may be others. */
export function unknownFields(query: string): string[] {
  const known = new Set<string>([...LETTERS, ...SHARED, 'lesson']);
  return [...new Set(new URLSearchParams(query).keys())].filter((name) => !known.has(name));
}

/** Both change the last digits, so that a link needs them. */
function readBackend(values: URLSearchParams): Pick<Settings, 'backend' | 'arithmetic'> {
  const backend = oneOf('backend', Object.keys(BACKENDS), values.get('backend') ?? 'engine');
  const known = backend === 'engine' ? ARITHMETICS : ARITHMETICS.slice(0, 1);
  return { backend, arithmetic: oneOf('arithmetic', known, values.get('arithmetic') ?? 'separate') };
}

/** `relu,hidden:30-30,optimizer.name:adam,rate:0.01@5`. */
function cardText(card: Card, registry: Registry): string {
  const preset = presetCard(registry, card.id, card.preset);
  const parts = [card.preset];
  const { optimizer, hidden, ...rest } = card.recipe;
  if (hidden.join() !== preset.recipe.hidden.join()) parts.push(`hidden:${hidden.join('-')}`);
  for (const [name, value] of Object.entries(rest))
    if (name !== 'epochs' && value !== preset.recipe[name as keyof Recipe]) parts.push(`${name}:${value}`);
  const sameOptimizer = optimizer.name === preset.recipe.optimizer.name;
  const given = new Map<string, unknown>(sameOptimizer ? Object.entries(preset.recipe.optimizer) : []);
  for (const [name, value] of Object.entries(optimizer))
    if (given.get(name) !== value) parts.push(`optimizer.${name}:${value}`);
  const { ensemble } = card;
  if (ensemble?.members !== preset.ensemble?.members || ensemble?.voting !== preset.ensemble?.voting)
    parts.push(`members:${ensemble ? `${ensemble.members}-${ensemble.voting}` : 1}`);
  for (const { epoch, rate } of card.rates) parts.push(`rate:${rate}@${epoch}`);
  return parts.join(',');
}

function readCard(id: string, text: string, registry: Registry): Card {
  const [preset, ...parts] = text.split(',');
  let card = presetCard(registry, id, preset);
  const fields: Record<string, unknown> = {};
  const optimizer: Record<string, number | string> = {};
  const rates: RateChange[] = [];
  const seen = new Set<string>();
  for (const part of parts) {
    const [, name, value] = /^([\w.]+):(.+)$/.exec(part) ?? refuse(`${id}=${text}`, 'NAME:VALUE', part);
    const once = name === 'rate' ? `rate${value.replace(/^[^@]*/, '')}` : name; // one for each epoch
    if (seen.has(once)) refuse(`${id}=${text}`, `${once} once`, part);
    seen.add(once);
    if (name === 'rate') rates.push(readRate(value));
    else if (name === 'members') card = { ...card, ensemble: readEnsemble(value) };
    else if (name.startsWith('optimizer.')) optimizer[name.slice('optimizer.'.length)] = numberOrText(value);
    else if (name === 'hidden') fields.hidden = readHidden(value, card.recipe.hidden);
    else fields[name] = readField(name, value);
  }
  if (Object.keys(optimizer).length > 0) fields.optimizer = readOptimizer(card.recipe.optimizer, optimizer);
  const recipe = overrideRecipe(card.recipe, fields);
  registry.check({ ...registry.get(preset), recipe });
  return { ...card, recipe, rates: rates.sort((a, b) => a.epoch - b.epoch) };
}

const READERS: Readonly<Record<string, (value: string) => unknown>> = {
  activation: String,
  kernelInitializer: String,
  batchNormalization: (value) => oneOf('batchNormalization', ['true', 'false'], value) === 'true',
  dropout: numberOf,
  l2: numberOf,
  batchSize: numberOf,
  validationSplit: numberOf,
  scale: (value) => oneOf('scale', SCALES, value),
};

function readField(name: string, value: string): unknown {
  if (!Object.hasOwn(READERS, name)) refuse('link', ['hidden', ...Object.keys(READERS)].join(', '), name);
  return READERS[name](value);
}

function readHidden(text: string, preset: readonly number[]): number[] {
  const units = text.split('-').map((part) => count('hidden', part, 1, Math.max(MOST_UNITS, ...preset)));
  const most = Math.max(MOST_LAYERS, preset.length);
  return units.length <= most ? units : refuse('hidden', `at most ${most} layers`, text);
}

/** Of another optimizer than the preset's, what a link does not name, as one written by hand, is the default. */
function readOptimizer(own: OptimizerRecipe, given: Record<string, number | string>): OptimizerRecipe {
  const name = optimizerNames.find((name) => name === given.name);
  const rest = given.name === undefined ? own : name && defaultOptimizer(name);
  return { ...rest, ...given } as OptimizerRecipe;
}

function readRate(value: string): RateChange {
  const [, rate, epoch] = /^([^@]*)@(.*)$/.exec(value) ?? refuse('rate', 'RATE@EPOCH', value);
  return { rate: positive('rate', rate), epoch: count('rate', epoch, 1) };
}

function readEnsemble(value: string): EnsembleRecipe | undefined {
  const [, members, how = 'soft'] = /^([^-]*)(?:-(.*))?$/.exec(value)!;
  const voting = oneOf('members', ['soft', 'hard'] as const, how);
  const number = count('members', members, 1, MOST_MEMBERS);
  return number === 1 ? undefined : { members: number, voting };
}

/** NaN where it is none; JavaScript's own takes blanks for 0. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

const numberOrText = (value: string) => (Number.isNaN(numberOf(value)) ? value : Number(value));

function positive(name: string, text: string): number {
  const value = numberOf(text);
  return value > 0 && Number.isFinite(value) ? value : refuse(name, 'a positive number', text);
}

function count(name: string, text: string, least: number, most = Number.POSITIVE_INFINITY): number {
  const value = wholeNumber(text);
  const expected = most < Number.POSITIVE_INFINITY ? `from ${least} to ${most}` : `of at least ${least}`;
  return value !== undefined && value >= least && value <= most
    ? value
    : refuse(name, `a whole number ${expected}`, text);
}

function oneOf<Value extends string>(name: string, values: readonly Value[], text: string): Value {
  return values.find((value) => value === text) ?? refuse(name, values.join(', '), text);
}

function refuse(name: string, expected: string, received: string): never {
  throw new MlpLabError('invalid-argument', `${name}: expected ${expected}, received '${received}'`);
}
