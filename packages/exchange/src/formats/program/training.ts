// How a network is trained, as programs state it.
import { type Initializer, initializerNamed } from '../../network/initializer';
import type { Network } from '../../network/network';
import type { RecipeOutline } from '../../recipe-outline';

export interface Training {
  readonly optimizer: NonNullable<RecipeOutline['optimizer']>;
  readonly batchSize: number;
  readonly epochs: number;
  readonly validationSplit: number;
  readonly scale: NonNullable<RecipeOutline['scale']>;
  readonly seed?: number;
  readonly images?: number;
  readonly rates: NonNullable<RecipeOutline['rates']>;
}

/** What a recipe leaves out is as Keras has it: Adam, batches of 32. */
export const trainingOf = (recipe: Partial<RecipeOutline> = {}): Training => {
  const { optimizer = { name: 'adam' }, batchSize = 32, epochs = 5, validationSplit = 0, scale = 'none' } = recipe;
  const { seed, images, rates = [] } = recipe;
  return { optimizer, batchSize, epochs, validationSplit, scale, seed, images, rates };
};

/** Of a Dense layer in a program: the recipe's, else the layer's own, else Keras's default. A plugin's is not known there. */
export function initializerOf(recipe: RecipeOutline | undefined, own?: Initializer): Initializer {
  const name = recipe?.kernelInitializer?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) ?? '';
  return initializerNamed(name) ?? own ?? initializerNamed('glorot_uniform')!;
}

/** Whether the network ends with scores instead of probabilities: its loss then takes the softmax. */
export function endsWithLogits({ layers }: Network): boolean {
  const last = layers.at(-1);
  const isProbability =
    last?.kind === 'activation' && /^(softmax|sigmoid|hardSigmoid|hardSigmoidTfjs)$/.test(last.function.name);
  return !isProbability;
}
