// max(x, 0): the one activation that is in every app.
import type { ActivationRule } from './activation-rule';

export const relu: ActivationRule = {
  name: 'relu',
  derivativeOf: 'output',
  short: true,
  forward: (_, x) => x.pmax(0),
  backward: (_, g, y) => g.and(y.gt(0)),
};
