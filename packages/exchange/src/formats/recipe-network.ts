// Weights without their layers, and the recipe of the network that they belong to → Network.
import { unsupported } from '../network/exchange-error';
import type { ActivationFunction, Network, NetworkLayer, Operation } from '../network/network';
import type { RecipeOutline } from '../recipe-outline';
import { functionNamed } from './function-names';

/** The weights of one layer. */
export type WeightGroup = { readonly name: string } & Extract<
  Operation | Omit<Extract<Operation, { kind: 'batchNormalization' }>, 'epsilon' | 'momentum'>,
  { kind: 'dense' | 'batchNormalization' }
>;

/** As TensorFlow.js and Keras have them where a recipe says nothing. */
const EPSILON = 1e-3;
const MOMENTUM = 0.99;

/**
 * The layers that `buildMlp` of `@mlp-lab/models` makes, with its names.
 *
 * @throws MlpLabError `bad-model` where the weights don't fit the recipe, with both.
 */
export function recipeNetwork(recipe: RecipeOutline, groups: readonly WeightGroup[]): Network {
  const { batchNormalization, dropout = 0 } = recipe;
  const sorted = [...groups].sort((a, b) => inOrder.compare(a.name, b.name));
  const unordered = sorted.filter((group) => group.kind === 'dense');
  const hidden = recipe.hidden ?? chainedUnits(unordered);
  const dense = denseInOrder(unordered, hidden);
  const normalizations = sorted.filter((group) => group.kind === 'batchNormalization');
  const expected = batchNormalization ? hidden.length : 0;
  if (normalizations.length !== expected)
    throw unsupported(`batch normalizations: expected ${expected} for the recipe, received ${normalizations.length}`);
  const layers: NetworkLayer[] = [];
  const add = (name: string, operation: Operation) => layers.push({ name, inputs: [layers.length - 1], ...operation });
  for (const [i, { name: _, ...layer }] of dense.entries()) {
    const number = i + 1;
    add(`dense_${number}`, layer);
    if (i === hidden.length) break;
    if (batchNormalization) {
      const { name: _, ...weights } = normalizations[i];
      add(`batch_normalization_${number}`, { epsilon: EPSILON, momentum: MOMENTUM, ...weights } as Operation);
    }
    add(`activation_${number}`, { kind: 'activation', function: recipeActivation(recipe) });
    if (dropout > 0) add(`dropout_${number}`, { kind: 'dropout', rate: dropout });
  }
  add('softmax', { kind: 'activation', function: { name: 'softmax' } });
  return { name: 'mlp', inputShape: [dense[0].kernel.shape[0]], layers };
}

const inOrder = new Intl.Collator('en', { numeric: true }); // layer_2 before layer_10

type DenseGroup = Extract<WeightGroup, { kind: 'dense' }>;

/** The units of all layers but the last, where each takes what another gives. */
function chainedUnits(groups: readonly DenseGroup[]): number[] {
  const [inputs, outputs] = [0, 1].map((axis) => groups.map(({ kernel: { shape } }) => shape[axis]));
  const first = inputs.findIndex((size) => !outputs.includes(size)); // of the pixels
  const left = groups.map((_, i) => i);
  const chain = left.splice(Math.max(first, 0), 1);
  while (left.length > 0) {
    const next = left.findIndex((i) => inputs[i] === outputs[chain.at(-1)!]);
    if (next < 0) break;
    chain.push(...left.splice(next, 1));
  }
  if (left.length > 0 || chain.length === 0)
    throw unsupported(`expected dense layers that follow each other, received ${shapesOf(groups)}`);
  return chain.slice(0, -1).map((i) => outputs[i]);
}

const shapesOf = (groups: readonly DenseGroup[]) =>
  groups.map(({ name, kernel }) => `${name} [${kernel.shape}]`).join(', ') || 'none';

/** In the order of their names or, where that is not the order of the layers, the only one that fits their widths. */
function denseInOrder(groups: readonly DenseGroup[], hidden: readonly number[]): DenseGroup[] {
  if (groups.length !== hidden.length + 1)
    throw unsupported(`dense layers: expected ${hidden.length + 1} for the recipe, received ${groups.length}`);
  const left = [...groups];
  const ordered: DenseGroup[] = [];
  for (let i = 0; left.length > 0; i++) {
    const inputs = i > 0 ? hidden[i - 1] : undefined;
    const units = hidden[i];
    const at = left.findIndex(
      ({ kernel: { shape } }) =>
        shape.length === 2 && (inputs ?? shape[0]) === shape[0] && (units ?? shape[1]) === shape[1],
    );
    if (at < 0)
      throw unsupported(
        `expected layers of ${hidden.join(', ')} hidden units, as in the recipe, received ${shapesOf(groups)}`,
      );
    ordered.push(...left.splice(at, 1));
  }
  return ordered;
}

function recipeActivation({ activation }: RecipeOutline): ActivationFunction {
  const name = activation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const found = functionNamed(name, 'keras 2'); // TensorFlow.js's names and functions
  if (found) return found;
  throw unsupported(`the recipe's activation ${activation} can't be read: expected one that TensorFlow.js has`);
}
