// The optimizer that a model was compiled with → the Program's. Those of @mlp-lab/models are known by their class names.
import type { Optimizer } from '@tensorflow/tfjs-core';
import { type ProgramOptimizer, slotsOf } from '../program';
import { strangeness, strangenessOfDescribed } from '../tfjs/known-class';
import { NotLowered } from './program-builder';

const PREFIX = 'mlp-lab>';

/** Read anew whenever training goes on: a callback may have changed the learning rate. */
export function lowerOptimizer(optimizer: Optimizer): ProgramOptimizer {
  const className = optimizer.getClassName();
  const config = optimizer.getConfig();
  const strange = className.startsWith(PREFIX)
    ? strangenessOfDescribed(optimizer, 'getConfig', 'applyGradients')
    : strangeness(optimizer);
  if (strange) throw new NotLowered(`the optimizer ${className} ${strange}`);
  if (className === 'SGD') return { name: 'sgd', learningRate: config.learningRate as number };
  if (className === 'Adam') return { ...config, name: 'adam', isTensorFlows: true } as unknown as ProgramOptimizer;
  const name = className.slice(PREFIX.length);
  if (!className.startsWith(PREFIX) || !Object.hasOwn(slotsOf, name))
    throw new NotLowered(
      `the optimizer ${className} is not one that the engine knows: those of @mlp-lab/models, tf.train.sgd and adam`,
    );
  return { ...config, name } as unknown as ProgramOptimizer;
}
