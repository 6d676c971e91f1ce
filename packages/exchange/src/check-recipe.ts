// The fields of a recipe that files need, checked.
import { checkBoolean, checkCount, checkNumber, checkString, oneOf, SCALES } from '@mlp-lab/core';
import { checkEach, checkFields } from './check-given';
import type { RecipeOutline } from './recipe-outline';

const share = (name: string, value: unknown) => checkNumber(name, value, 0, 1);
const count = (name: string, value: unknown) => checkCount(name, value);
const countOrNone = (name: string, value: unknown) => checkCount(name, value, 0);

/** Other fields belong to whole recipes, and are not looked at. @throws MlpLabError `invalid-argument`, by field. */
export function checkRecipe(recipe: unknown): void {
  checkFields('recipe', recipe, {
    hidden: (name, value) => checkEach(name, value, count),
    dropout: share,
    kernelInitializer: checkString,
    optimizer: (name, value) => checkFields(name, value, { name: checkString }),
    batchSize: count,
    epochs: countOrNone,
    validationSplit: share,
    seed: countOrNone,
    images: count,
    rates: (name, value) =>
      checkEach(name, value, (each, rate) => checkFields(each, rate, { epoch: countOrNone, rate: checkNumber })),
    scale: oneOf(SCALES),
  });
  const { activation, batchNormalization } = recipe as Partial<RecipeOutline>;
  checkString('recipe.activation', activation);
  checkBoolean('recipe.batchNormalization', batchNormalization);
}
