// The variables of an optimizer as files have them → the number of steps, and the slots of each trained weight.
import type { Weight } from '../../network/network';
import type { SavedOptimizer } from '../../saved-optimizer';

type OptimizerName = NonNullable<SavedOptimizer['recipe']>['name'];

export interface StoredSlots {
  readonly iterations: number;
  /** For each trained weight, in the order of `model.trainable_variables`: what the optimizer keeps for it, in the order of its slots. */
  readonly slots: readonly (readonly Weight[])[];
}

/** Where a file's variables are. @returns a problem, the end of a sentence, where they are none of this optimizer for so many weights. */
export type StoredState = (optimizer: { name: OptimizerName; each: number }, weights: number) => StoredSlots | string;

export const NO_STATE = 'the file has none';

/** Keras 3: the number of steps, the learning rate, then the slots of one weight after the other. */
export const orderedState =
  (variables: () => readonly Weight[]): StoredState =>
  ({ name, each }, weights) => {
    const [count, , ...slots] = variables();
    if (count === undefined || (slots.length === 0 && each > 0)) return NO_STATE;
    const extra = name === 'nadam' ? 1 : 0; // the product of its momentums, a function of the number of steps
    const expected = weights * each + extra;
    if (slots.length !== expected) return `it has ${slots.length} variables instead of ${expected}`;
    return {
      iterations: count.data[0],
      slots: Array.from({ length: weights }, (_, i) => slots.slice(i * each, (i + 1) * each)),
    };
  };

/** What Keras 2 and TensorFlow.js call the slots; one of several names. */
const SLOT_NAMES: Readonly<Record<OptimizerName, readonly RegExp[]>> = {
  sgd: [],
  momentum: [/^(momentum|m)$/],
  nesterov: [/^(momentum|m)$/],
  adagrad: [/^accumulator$/],
  adadelta: [/^(accum_grad|accumulated_grad)$/, /^(accum_var|accumulated_delta_var)$/],
  rmsprop: [/^(rms|velocity)$/],
  adam: [/^m$/, /^v$/],
  adamw: [/^m$/, /^v$/],
  adamax: [/^m$/, /^(v|u)$/],
  nadam: [/^m$/, /^v$/],
};

/** Keras 2 and TensorFlow.js: `Adam/dense/kernel/m:0`, `Adam/m/dense/kernel:0` or `dense/kernel/m`, each slot in the order of the weights. */
export const namedState =
  (variables: () => readonly (readonly [name: string, weight: Weight])[]): StoredState =>
  ({ name }, weights) => {
    const names = SLOT_NAMES[name];
    const isSlot = (part: string) => names.some((slot) => slot.test(part));
    const found = variables().map(([path, weight]) => {
      const parts = path.replace(/:0$/, '').split('/');
      const last = parts.at(-1)!;
      return { last, slot: isSlot(last) ? last : parts[1], weight };
    });
    const count = found.find(({ last }) => /^iter(ation|ations)?$/.test(last));
    const bySlot = names.map((each) => found.filter(({ slot }) => slot !== undefined && each.test(slot)));
    if (count === undefined || (bySlot.length > 0 && bySlot.every(({ length }) => length === 0))) return NO_STATE;
    const other = bySlot.find(({ length }) => length !== weights);
    if (other) return `it has ${other.length} variables of a kind instead of ${weights}`;
    return {
      iterations: count.weight.data[0],
      slots: Array.from({ length: weights }, (_, i) => bySlot.map((each) => each[i].weight)),
    };
  };
