// How a network is trained, as programs state it.
import type { RecipeOutline } from '../../recipe-outline';

export interface Training {
  readonly optimizer: NonNullable<RecipeOutline['optimizer']>;
  readonly batchSize: number;
  readonly epochs: number;
  readonly validationSplit: number;
  readonly scale: NonNullable<RecipeOutline['scale']>;
}

/** What a recipe leaves out is as Keras has it: Adam, batches of 32. */
export const trainingOf = (recipe: Partial<RecipeOutline> = {}): Training => {
  const { optimizer = { name: 'adam' }, batchSize = 32, epochs = 5, validationSplit = 0, scale = 'none' } = recipe;
  return { optimizer, batchSize, epochs, validationSplit, scale };
};

/** `he_normal` of a Dense layer in a program: the recipe's, else the layer's own. */
export const initializerOf = (recipe: RecipeOutline | undefined, own = 'glorot_uniform'): string =>
  recipe?.kernelInitializer?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) ?? own;
