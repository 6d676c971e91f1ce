// Whether a rule can be applied to numbers that are no weights.
import { substitute } from '../expression/substitute';
import type { OptimizerRule } from './optimizer-rule';

/** Whether weights that start at 0, with slots of 0, and always have gradients of 0 stay 0: what pads rows of weights in memory. */
export function keepsZeros({ slots, weight }: OptimizerRule): boolean {
  let zeros: Record<string, number> = { weight: 0, gradient: 0 };
  for (const { name } of slots) zeros[`slots.${name}`] = 0;
  for (const _ of slots) {
    const moved = slots.filter(({ next }) => substitute(next, zeros) !== 0).map(({ name }) => `slots.${name}`);
    zeros = Object.fromEntries(Object.entries(zeros).filter(([name]) => !moved.includes(name)));
  }
  return substitute(weight, zeros) === 0;
}
