// Connects a model with the memory in which it trains, for callbacks: they read the trained weights from the model, and training
// continues from the weights that they write into it.
import type { Optimizer, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Lowered } from '../lower/lower';
import { readState, slotIndex, writeOptimizerState } from '../lower/model-state';
import type { TrainingRunner } from '../run/runner';
import { liveVariables } from '../tfjs/live-variables';
import { innermost } from '../tfjs/model-contract';
import { optimizerWeights } from '../tfjs/optimizer-weights';

export interface ModelLink {
  /** Copies what a callback has written into the model to the memory. Resolves to true if there was any. */
  pull(): Promise<boolean> | false;
  /** Makes the trained weights visible in the model. */
  push(): Promise<void> | void;
  /** Whether the model was compiled again, or its trainable weights have changed. */
  isOutdated(): boolean;
  /** Gives the model its own tensors again. */
  close(): Promise<void>;
}

/** The parts that `model.compile` replaces. */
interface Compiled {
  optimizer: Optimizer;
  lossFunctions: unknown;
  collectedTrainableWeights: unknown;
}

/** TensorFlow.js's types hide the number of steps. */
type Counting = Optimizer & { iterations_?: number };

export async function linkModel(model: LayersModel, lowered: Lowered, runner: TrainingRunner): Promise<ModelLink> {
  const optimizer = model.optimizer as Counting;
  const inner = innermost(model) as unknown as Compiled;
  const { lossFunctions, collectedTrainableWeights } = inner;
  const variables = lowered.variables.map((variable) => variable.read() as Variable);
  const trainable = variables.map((variable) => variable.trainable);
  const weights = liveVariables(variables, (index) => runner.readParameter(index));
  let slots = await liveSlots(optimizer, lowered, runner);
  let slotsAreShown = false;
  let hasStepped = false;
  weights.show();

  /** Before the first step, the optimizer has no slots. */
  async function showSlots(): Promise<void> {
    await writeOptimizerState(optimizer, lowered, runner.read());
    slots = await liveSlots(optimizer, lowered, runner);
    slots.show();
    slotsAreShown = true;
    hasStepped = true;
  }

  async function read(): Promise<boolean> {
    runner.write(await readState(optimizer, lowered));
    weights.show();
    slots = await liveSlots(optimizer, lowered, runner);
    slotsAreShown = false;
    return true;
  }

  const isWritten = () =>
    weights.isAssigned() || slots.isAssigned() || (optimizer.iterations_ ?? 0) !== runner.iterations;

  return {
    pull: () => isWritten() && read(),

    push() {
      weights.update();
      if (!slotsAreShown) return showSlots();
      slots.update();
      optimizer.iterations_ = runner.iterations;
    },

    isOutdated: () =>
      variables.some((variable, i) => variable.trainable !== trainable[i]) ||
      inner.optimizer !== optimizer ||
      inner.lossFunctions !== lossFunctions ||
      inner.collectedTrainableWeights !== collectedTrainableWeights,

    async close() {
      if (isWritten()) await read();
      weights.close();
      if (hasStepped) await writeOptimizerState(optimizer, lowered, runner.read());
    },
  };
}

/** Variables of TensorFlow.js's Adam and Adamax that are functions of the number of steps. */
function countersOf(optimizer: Optimizer): [Variable, (steps: number) => number][] {
  const { accBeta1, accBeta2, iteration, beta1 = 0, beta2 = 0 } = optimizer as unknown as Partial<Counters>;
  const all: [Variable | undefined, (steps: number) => number][] = [
    [accBeta1, (steps) => beta1 ** (steps + 1)],
    [accBeta2, (steps) => beta2 ** (steps + 1)],
    [iteration, (steps) => steps],
  ];
  return all.filter((counter): counter is [Variable, (steps: number) => number] => counter[0] !== undefined);
}

interface Counters {
  accBeta1: Variable;
  accBeta2: Variable;
  iteration: Variable;
  beta1: number;
  beta2: number;
}

/** The optimizer's slots of each weight. */
async function liveSlots(optimizer: Optimizer, { program }: Lowered, runner: TrainingRunner) {
  const [count, ...slots] = await optimizerWeights(optimizer);
  count.tensor.dispose();
  const places: [index: number, slot: number][] = [];
  const trainable = program.parameters.flatMap((parameter, index) => (parameter.trainable ? [index] : []));
  for (const [i, index] of trainable.entries())
    for (const k of program.optimizer.rule.slots.keys()) places[slotIndex(optimizer, program, i, k)] = [index, k];
  const counters = countersOf(optimizer);
  const variables = [...slots.map(({ tensor }) => tensor as Variable), ...counters.map(([variable]) => variable)];
  const live = liveVariables(variables, (i) =>
    i < slots.length
      ? runner.readParameter(...places[i])
      : Float32Array.of(counters[i - slots.length][1](runner.iterations)),
  );
  const lists = Object.entries(optimizer).filter(([, value]) => Array.isArray(value));
  const fields = optimizer as unknown as Record<string, unknown>;
  return {
    ...live,
    /** An optimizer's `setWeights` creates new variables in new lists. */
    isAssigned: () => live.isAssigned() || lists.some(([name, list]) => fields[name] !== list),
  };
}
