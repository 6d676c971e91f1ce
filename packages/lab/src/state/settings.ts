// What a person sets up in the lab, as plain data: the cards, each a network and its training, and what they share.
import type { Arithmetic } from '@mlp-lab/core';
import type { EnsembleRecipe, Recipe, Registry } from '@mlp-lab/models';

/** The learning rate from the end of an epoch on. `epoch`: how many epochs were trained with the rates before. */
export interface RateChange {
  readonly epoch: number;
  readonly rate: number;
}

/** One network of the lab. Its letter is its name, and determines its colour. */
export interface Card {
  /** `A` to `H`. */
  readonly id: string;
  /** The registered variant that it was made from. */
  readonly preset: string;
  /** `epochs` is that of all cards: `Settings.epochs`. */
  readonly recipe: Recipe;
  readonly ensemble?: EnsembleRecipe;
  /** Changes of the learning rate during training, by epoch. */
  readonly rates: readonly RateChange[];
}

export interface Settings {
  readonly cards: readonly Card[];
  readonly epochs: number;
  /** Of the first run of each card; the next ones have the next seeds. */
  readonly seed: number;
  /** How many runs each card has. */
  readonly seeds: number;
  /** So many training and test images, chosen as `mlp-lab --limit` does; undefined for all. */
  readonly limit?: number;
  /** Training ends when the validation accuracy has not improved for so many epochs; 0: never. */
  readonly patience: number;
  /** Whether the gradients of every layer are measured after each epoch. */
  readonly measures: boolean;
  /** What computes: one of `BACKENDS`. */
  readonly backend: string;
  /** How the engine multiplies and adds; other backends have `separate`. */
  readonly arithmetic: Arithmetic;
}

/** Every backend of a browser and what people call it. Its code is fetched when it is chosen. */
export const BACKENDS: Readonly<Record<string, string>> = {
  engine: 'mlp-lab engine',
  wasm: 'TF.js WebAssembly',
  webgpu: 'TF.js WebGPU',
  webgl: 'TF.js WebGL',
  cpu: 'TF.js JavaScript',
};

export const LETTERS = 'ABCDEFGH';
export const MAX_CARDS = LETTERS.length;
export const MOST_EPOCHS = 10_000;
/** Runs of each card. */
export const MOST_RUNS = 10;
/** Hidden layers of a card, and units of each; a preset may have more. */
export const MOST_LAYERS = 8;
export const MOST_UNITS = 1000;
/** Networks of a card that vote. */
export const MOST_MEMBERS = 10;

/** The tone of a card in every chart; imported networks share one. */
export const toneOf = (id: string): number => TONES[LETTERS.indexOf(id)] ?? GUESTS;
const TONES = [1, 4, 3, 5, 2, 6, 8, 0];
const GUESTS = 7;

export const seedsOf = ({ seed, seeds }: Settings): number[] => Array.from({ length: seeds }, (_, i) => seed + i);

/** A card as it comes from a registered variant. @throws MlpLabError `unknown-name`. */
export function presetCard(registry: Registry, id: string, preset: string): Card {
  const { name, recipe, ensemble } = registry.get(preset);
  return { id, preset: name, recipe, ensemble, rates: [] };
}

/** What a newcomer finds: a small network that learns at once, and the same with one change. */
export function startSettings(registry: Registry): Settings {
  const preset = presetCard(registry, 'A', 'relu');
  const { optimizer } = registry.get('adam').recipe;
  const a: Card = { ...preset, recipe: { ...preset.recipe, hidden: [50, 50], optimizer, scale: 'unit' } };
  return {
    cards: [a, { ...a, id: 'B', recipe: { ...a.recipe, activation: 'sigmoid' } }],
    epochs: 20,
    seed: 1,
    seeds: 1,
    patience: 0,
    measures: false,
    backend: 'engine',
    arithmetic: 'separate',
  };
}
