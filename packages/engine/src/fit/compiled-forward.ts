// Evaluation and prediction of a model in WebAssembly, if its layers can be compiled.
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { toProgramSamples, withLabels } from '../data/program-samples';
import type { Samples } from '../data/samples';
import { endsInSoftmax, type Forward, lowerForward } from '../lower/lower';
import { lowerLoss } from '../lower/lower-loss';
import { lowerModel } from '../lower/lower-model';
import { readWeights } from '../lower/model-state';
import { NotLowered } from '../lower/program-builder';
import { tellFallback } from '../lower/tell-fallback';
import type { Program, ProgramState } from '../program';
import { createRunner } from '../run/create-runner';
import { loadCode } from '../run/load-code';
import { predictSamples } from '../run/predict-samples';
import type { RunnerOptions } from '../run/runner';
import type { Sums } from '../slice';

const ROWS_AT_ONCE = 256;

/** Sums of loss and metrics; undefined if the model can't be compiled. */
export async function evaluateCompiled(model: LayersModel, samples: Samples): Promise<Sums | undefined> {
  const lowered = await forwardOf(model, (forward) => lowerLoss(model, forward.outputWidth, endsInSoftmax(forward)));
  if (!lowered) return undefined;
  const program = withLabels(lowered.program, [samples]);
  const rows = toProgramSamples(program, samples);
  return (await forwardRunner({ ...lowered, program }, rows)).evaluate();
}

/** The output; undefined if the model can't be compiled. */
export async function predictCompiled(model: LayersModel, x: Samples['x'], count: number) {
  const lowered = await forwardOf(model, () => ({ loss: 'meanSquaredError', targets: 'values', metrics: [] }));
  if (!lowered) return undefined;
  const bytesOrFloats = x instanceof Uint8Array || x instanceof Float32Array ? x : Float32Array.from(x);
  const runner = await forwardRunner(lowered, { count, x: bytesOrFloats });
  return { data: predictSamples(runner.instance, count), width: lowered.program.outputWidth };
}

const NONE: Program['optimizer'] = {
  name: 'none',
  rule: { slots: [], products: [], scalars: [], weight: 'weight' },
  hyperparameters: {},
};

interface LoweredForward {
  program: Program;
  variables: LayerVariable[];
}

/** The Program of a model that is not trained: its optimizer doesn't matter. */
async function forwardOf(
  model: LayersModel,
  compiled: (forward: Forward) => Pick<Program, 'loss' | 'targets' | 'metrics'>,
): Promise<LoweredForward | undefined> {
  tellFallback();
  const forward = await lowerModel(model, lowerForward);
  if ('reasons' in forward) return undefined;
  const { variables, ...rest } = forward;
  try {
    return { program: { ...rest, ...compiled(rest), optimizer: NONE }, variables };
  } catch (error) {
    if (error instanceof NotLowered) return undefined;
    throw error;
  }
}

async function forwardRunner({ program, variables }: LoweredForward, rows: RunnerOptions['samples']) {
  const slots = program.parameters.filter(({ trainable }) => trainable).map(() => []);
  const state: ProgramState = { weights: await readWeights(variables), slots, iterations: 0 };
  await loadCode(program, { samples: rows });
  return createRunner(program, state, { batchSize: ROWS_AT_ONCE, seed: 0, samples: rows });
}
