// What sets a card apart from the first one, field by field, to mark it: several changes at once can't be told apart.
import type { Card } from './settings';

export type CardField =
  | 'hidden'
  | 'activation'
  | 'kernelInitializer'
  | 'optimizer'
  | 'learningRate'
  | 'batchSize'
  | 'batchNormalization'
  | 'dropout'
  | 'l2'
  | 'scale'
  | 'validationSplit'
  | 'members'
  | 'preset';

export const FIELD_TITLES: Readonly<Record<CardField, string>> = {
  preset: 'network',
  hidden: 'layers',
  activation: 'activation',
  kernelInitializer: 'initializer',
  optimizer: 'optimizer',
  learningRate: 'learning rate',
  batchSize: 'batch size',
  batchNormalization: 'batch normalization',
  dropout: 'dropout',
  l2: 'L2',
  scale: 'pixels',
  validationSplit: 'validation images',
  members: 'number of networks',
};

/** An optimizer and the learning rate that goes with it are one change. */
export function differences(card: Card, first: Card, isOwnBuild: (preset: string) => boolean): CardField[] {
  const [here, there] = [card.recipe, first.recipe];
  const found: CardField[] = [];
  if (card.preset !== first.preset && (isOwnBuild(card.preset) || isOwnBuild(first.preset))) found.push('preset');
  if (here.hidden.join() !== there.hidden.join()) found.push('hidden');
  for (const field of [
    'activation',
    'kernelInitializer',
    'batchSize',
    'batchNormalization',
    'dropout',
    'l2',
    'scale',
    'validationSplit',
  ] as const)
    if ((here[field] || 0) !== (there[field] || 0)) found.push(field);
  const { learningRate, ...numbers } = here.optimizer;
  const { learningRate: otherRate, ...otherNumbers } = there.optimizer;
  if (canonical(numbers) !== canonical(otherNumbers)) found.push('optimizer');
  else if (learningRate !== otherRate || canonical(card.rates) !== canonical(first.rates)) found.push('learningRate');
  if (canonical(card.ensemble ?? null) !== canonical(first.ensemble ?? null)) found.push('members');
  return found;
}

const canonical = (value: unknown) =>
  JSON.stringify(typeof value === 'object' && value !== null ? Object.entries(value).sort() : value);
