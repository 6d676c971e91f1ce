// "Many variants of SGD are proposed": each trains the same network at the notebook's learning rate. Pixels are scaled to 0..1, because
// with raw pixels this network's softmax starts saturated, and momentum stays at chance level.

import { kerasOptimizers } from '@mlp-lab/core';
import { defaultOptimizer, optimizerNames } from '../optimizers/built-in-optimizers';
import type { OptimizerName } from '../optimizers/optimizer-recipe';
import type { Variant } from '../variant';
import { notebookRecipe } from './baseline';

const LEARNING_RATE = 0.001;

/** `opt/sgd`, `opt/momentum`, … `opt/adamw`. */
export const optimizerRace: readonly Variant[] = optimizerNames.map(racer);

function racer(name: OptimizerName): Variant {
  return {
    name: `opt/${name}`,
    title: `${kerasOptimizers[name].title} in the optimizer race`,
    changes: ['optimizer'],
    recipe: {
      ...notebookRecipe,
      kernelInitializer: 'heNormal',
      activation: 'relu',
      scale: 'unit',
      optimizer: { ...defaultOptimizer(name), learningRate: LEARNING_RATE },
    },
  };
}
