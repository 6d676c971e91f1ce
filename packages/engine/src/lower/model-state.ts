// The numbers of a Program, out of the model and back into it.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { type Program, type ProgramState, slotsOf } from '../program';
import { setOptimizerWeights } from '../tfjs/optimizer-weights';
import type { Lowered } from './lower';

/** Weights and optimizer state of a lowered model, copied out. */
export async function readState(model: LayersModel, { program, variables }: Lowered): Promise<ProgramState> {
  const [count, ...kept] = await model.optimizer.getWeights();
  const iterations = (await count.tensor.data())[0];
  count.tensor.dispose();
  const arrays = await Promise.all(kept.map(({ tensor }) => copyOf(tensor)));
  return { weights: await readWeights(variables), slots: slotArrays(program, arrays), iterations };
}

export const readWeights = (variables: LayerVariable[]): Promise<Float32Array[]> =>
  Promise.all(variables.map((variable) => copyOf(variable.read())));

/** Writes a state, which the model then owns. */
export async function writeState(
  model: LayersModel,
  { program, variables }: Lowered,
  { weights, slots, iterations }: ProgramState,
): Promise<void> {
  tf.tidy(() => {
    for (const [i, variable] of variables.entries())
      variable.write(tf.tensor(weights[i], [...program.parameters[i].shape]));
  });
  const named: { name: string; tensor: tf.Tensor }[] = [];
  for (const [i, { name, shape }] of trainable(program).entries())
    for (const [k, slot] of slots[i].entries())
      named[placeOf(program, i, k)] = { name: `${name}/${k}`, tensor: tf.tensor(slot, [...shape]) };
  const count = { name: 'iter', tensor: tf.scalar(iterations, 'int32') };
  await setOptimizerWeights(model, [count, ...named]);
  tf.dispose([count.tensor, named.map(({ tensor }) => tensor)]);
}

/** What the optimizer keeps, weight by weight; before its first step it keeps nothing yet. */
function slotArrays(program: Program, kept: Float32Array[]): Float32Array[][] {
  const places = Array.from({ length: slotsOf[program.optimizer.name] }, (_, k) => k);
  return trainable(program).map(({ size }, i) =>
    places.map((k) => kept[placeOf(program, i, k)] ?? new Float32Array(size).fill(initialSlot(program))),
  );
}

/** Where an optimizer keeps slot `k` of trainable parameter `i`: slot by slot, or parameter by parameter. */
const placeOf = (program: Program, i: number, k: number): number =>
  'isTensorFlows' in program.optimizer ? k * trainable(program).length + i : i * slotsOf[program.optimizer.name] + k;

const initialSlot = ({ optimizer }: Program) => (optimizer.name === 'adagrad' ? optimizer.initialAccumulator : 0);

const trainable = ({ parameters }: Program) => parameters.filter((parameter) => parameter.trainable);

const copyOf = async (tensor: tf.Tensor) => Float32Array.from(await tensor.data());
