// The weights and optimizer state of a model → a ProgramState, and back.
import type { Optimizer } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { loadParts, part } from '../parts/parts';
import type { Program, ProgramState } from '../program';
import { callsFunctions, commonNumbers } from '../run/numbers';
import { optimizerWeights, setOptimizerWeights } from '../tfjs/optimizer-weights';
import type { Lowered } from './lower';
import { isDescribedOptimizer } from './lower-optimizer';

/** Copies the weights and optimizer state of a lowered model. */
export async function readState(optimizer: Optimizer, { program, variables }: Lowered): Promise<ProgramState> {
  const [count, ...stored] = await optimizerWeights(optimizer);
  const iterations = (await count.tensor.data())[0];
  count.tensor.dispose();
  const arrays = await Promise.all(stored.map(({ tensor }) => copyOf(tensor)));
  return { weights: await readWeights(variables), slots: await slotArrays(optimizer, program, arrays), iterations };
}

export const readWeights = (variables: LayerVariable[]): Promise<Float32Array[]> =>
  Promise.all(variables.map((variable) => copyOf(variable.read())));

/** Writes a state to the model. */
export async function writeState(model: LayersModel, lowered: Lowered, state: ProgramState): Promise<void> {
  tf.tidy(() => {
    for (const [i, variable] of lowered.variables.entries())
      variable.write(tf.tensor(state.weights[i], [...lowered.program.parameters[i].shape]));
  });
  await writeOptimizerState(model.optimizer, lowered, state);
}

/** Writes the part of a state that the optimizer keeps. */
export async function writeOptimizerState(
  optimizer: Optimizer,
  { program }: Lowered,
  { slots, iterations }: Pick<ProgramState, 'slots' | 'iterations'>,
): Promise<void> {
  const named: { name: string; tensor: tf.Tensor }[] = [];
  for (const [i, { name, shape }] of trainable(program).entries())
    for (const [k, slot] of slots[i].entries())
      named[slotIndex(optimizer, program, i, k)] = {
        name: `${name}/${k}`,
        tensor: slot.length > 0 ? tf.tensor(slot, [...shape]) : tf.zeros([...shape]),
      };
  const count = { name: 'iter', tensor: tf.scalar(iterations, 'int32') };
  await setOptimizerWeights(optimizer, [count, ...named]);
  tf.dispose([count.tensor, named.map(({ tensor }) => tensor)]);
}

/** The optimizer's slots, parameter by parameter. Before the first step they have their initial values: most are 0, which need no array. */
async function slotArrays(optimizer: Optimizer, program: Program, arrays: Float32Array[]): Promise<Float32Array[][]> {
  const { rule, hyperparameters } = program.optimizer;
  const isUncommon = callsFunctions(rule);
  if (isUncommon) await loadParts(['uncommon']);
  const { initialSlot } = isUncommon ? part('uncommon').allNumbers : commonNumbers;
  return trainable(program).map(({ size }, i) =>
    rule.slots.map((slot, k) => {
      const value = initialSlot(slot, hyperparameters);
      return arrays[slotIndex(optimizer, program, i, k)] ?? new Float32Array(value === 0 ? 0 : size).fill(value);
    }),
  );
}

/** The index, in the optimizer's weights, of slot `k` of trainable parameter `i`. TensorFlow.js's own optimizers keep slot by slot. */
export const slotIndex = (optimizer: Optimizer, program: Program, i: number, k: number): number =>
  isDescribedOptimizer(optimizer) ? i * program.optimizer.rule.slots.length + k : k * trainable(program).length + i;

const trainable = ({ parameters }: Program) => parameters.filter((parameter) => parameter.trainable);

const copyOf = async (tensor: tf.Tensor) => Float32Array.from(await tensor.data());
