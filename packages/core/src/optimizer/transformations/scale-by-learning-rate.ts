import type { Hyperparameter, Transformation } from '../transformation';

/** u ← -rate · u: the one transformation that changes the sign. */
export const scaleByLearningRate =
  ({ learningRate = 'learningRate' as Hyperparameter } = {}): Transformation =>
  (update, { hyperparameter, scale }) =>
    scale(update, hyperparameter(learningRate)).neg();
