// The shapes that several files of a run share.
import type { Shape } from './check-shape';

export const DATASET: Shape = {
  name: 'string',
  train: 'number',
  test: 'number',
  'classes?': 'number',
  'digest?': 'string',
  'classNames?': ['string'],
  'notes?': ['string'],
};
export const MADE_BY: Shape = { version: 'string', arithmetic: 'string' };
export const HISTORY: Shape = { loss: ['number'], acc: ['number'], val_loss: ['number'], val_acc: ['number'] };
export const SNAPSHOTS: Shape = [{ epoch: 'number', layers: [{ name: 'string', gradientNorm: 'number' }] }];
export const RECIPE: Shape = {
  hidden: ['number'],
  activation: 'string',
  kernelInitializer: 'string',
  batchNormalization: 'setting',
  dropout: 'number',
  optimizer: { name: 'string', '*': 'setting' },
  batchSize: 'number',
  epochs: 'number',
  validationSplit: 'number',
  scale: 'string',
};
