// tf.train.adamax: Keras's rule with a learning rate that decays as rate / (1 + decay · steps before this one).
import { adamax as kerasAdamax } from '../keras/adamax';
import { type ComposedOptimizer, chain, type Transformation } from '../transformation';
import { scaleByAdamax } from '../transformations/scale-by-adamax';

/** u ← -rate / (1 + decay · (step - 1)) · u */
const scaleByDecayingRate =
  (): Transformation =>
  (update, { hyperparameter, scale, step }) => {
    const decay = step.sub(1).mul(hyperparameter('decay')).add(1);
    return scale(update, hyperparameter('learningRate').div(decay)).neg();
  };

export const adamax = {
  title: 'Adamax',
  defaults: { ...kerasAdamax.defaults, decay: 0 },
  transformation: chain(scaleByAdamax(), scaleByDecayingRate()),
} satisfies ComposedOptimizer;
