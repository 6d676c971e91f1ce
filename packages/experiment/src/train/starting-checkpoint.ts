// The state of an optimizer that trained a network elsewhere ↔ checkpoints.
import type { OptimizerState } from '@mlp-lab/exchange';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { type Checkpoint, type SavedTensor, saveWeights } from './checkpoint';

interface TrainedWeight {
  /** `dense_1/kernel` */
  readonly name: string;
  readonly weight: LayerVariable;
}

/** In the order of `model.trainableWeights`, which is that of the optimizer's slots. */
const trainedWeights = ({ layers }: LayersModel): TrainedWeight[] =>
  layers.flatMap((layer) =>
    layer.trainableWeights.map((weight) => ({
      name: `${layer.name}/${weight.originalName.split('/').at(-1)}`,
      weight,
    })),
  );

/**
 * A checkpoint's optimizer, by the names of the weights. Undefined for an optimizer that is not one of mlp-lab's or of its plugins: a
 * plugin may have compiled the network with another.
 *
 * @param model of which it is the checkpoint.
 */
export function optimizerState(
  model: LayersModel,
  { optimizer }: Pick<Checkpoint, 'optimizer'>,
): OptimizerState | undefined {
  const [count, ...saved] = optimizer;
  const trained = trainedWeights(model);
  const slots = new Map<string, Float32Array[]>(trained.map(({ name }) => [name, []]));
  for (const { name, data } of saved) {
    const weight = trained[Number(/^(\d+)\//.exec(name)?.[1])]; // `3/velocity`
    if (weight === undefined) return undefined;
    slots.get(weight.name)!.push(Float32Array.from(data));
  }
  return { iterations: count.data[0], slots };
}

/**
 * The checkpoint from which a network goes on training that another program, or another run, began: before its first epoch, with the
 * weights of `model` and the optimizer where it stood.
 *
 * @param model the network, which need not be compiled.
 * @returns undefined where the state belongs to other weights.
 */
export async function startingCheckpoint(model: LayersModel, state: OptimizerState): Promise<Checkpoint | undefined> {
  const slots = trainedWeights(model).map(({ name, weight }, i) => slotsOf(weight, i, state.slots.get(name)));
  if (!slots.every((found) => found !== undefined)) return undefined;
  const count: SavedTensor = { name: 'iter', shape: [], dtype: 'int32', data: Int32Array.of(state.iterations) };
  const history = { loss: [], acc: [], val_loss: [], val_acc: [] };
  return { epochs: 0, weights: await saveWeights(model), optimizer: [count, ...slots.flat()], history, seconds: 0 };
}

function slotsOf({ shape }: LayerVariable, weight: number, slots: readonly Float32Array[] | undefined) {
  const [size, lengths] = [shape.reduce((product: number, length) => product * length!, 1), shape.map(Number)];
  if (!slots?.every(({ length }) => length === size)) return undefined;
  return slots.map((data, k): SavedTensor => ({ name: `${weight}/${k}`, shape: lengths, dtype: 'float32', data }));
}
