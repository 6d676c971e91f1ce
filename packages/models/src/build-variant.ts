// Builds a plugin's own network, and checks what its `build` returns.
import { describeJson, MlpLabError } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { finishModel } from './build-mlp';
import type { Parts } from './parts';
import { registerParts } from './register-parts';
import type { BuildContext, Variant } from './variant';

export interface BuildVariantOptions {
  /** The beginning of error messages: `plugin acme 1.0.0, variant 'acme/maxout'`. */
  where: string;
  parts: Parts;
  /** Whether `build` returns a trained network, whose weights stay. @default false */
  keepsWeights?: boolean;
}

/**
 * The network, compiled, with weights drawn from the seed.
 *
 * @throws MlpLabError `bad-model` where `build` throws, or does not return one trainable network from `[inputSize]` to `[classes]`.
 * Such a network is disposed of.
 */
export function buildVariant(
  build: NonNullable<Variant['build']>,
  context: BuildContext,
  { where, parts, keepsWeights }: BuildVariantOptions,
): LayersModel {
  registerParts(context.tf, parts);
  const model = attempt(where, 'build threw', () => build(context));
  try {
    checkShapes(where, model, context);
    attempt(where, 'the network of build could not be compiled', () =>
      finishModel(model, context.recipe, context, parts, keepsWeights),
    );
    checkMetrics(where, model);
    return model;
  } catch (error) {
    dispose(model);
    throw error;
  }
}

function checkShapes(where: string, model: LayersModel, { inputSize, classes }: BuildContext): void {
  if (!Array.isArray(model?.layers)) fail(where, 'build must return a tf.LayersModel', textOf(model));
  checkShape(where, 'input', model.inputs ?? [], inputSize);
  checkShape(where, 'output', model.outputs ?? [], classes);
}

function checkShape(where: string, end: 'input' | 'output', tensors: LayersModel['inputs'], size: number): void {
  const shapes = tensors.map(({ shape }) => `[${shape.map((length) => length ?? 'batch').join(', ')}]`);
  const expected = `[batch, ${size}]`;
  if (shapes.length !== 1 || shapes[0] !== expected)
    fail(where, `the network of build must have one ${end}, ${expected}`, shapes.join(' and ') || 'none');
}

/** A network that `build` compiled itself must report the accuracy, which comparisons need. */
function checkMetrics(where: string, model: LayersModel): void {
  const { metricsNames } = model;
  if (!metricsNames.includes('acc'))
    fail(where, "the network of build was compiled without metrics: ['accuracy']", metricsNames.join(', '));
}

/** An error in a plugin's code fails this network only. */
function attempt<Result>(where: string, what: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    throw new MlpLabError('bad-model', `${where}: ${what}: ${(cause as Error)?.message ?? textOf(cause)}`, {
      cause,
    });
  }
}

/** As `String`, also for an object that can't be a string. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return describeJson(value);
  }
}

function dispose(model: LayersModel): void {
  try {
    model.dispose();
  } catch {
    // It was no model, or not a whole one.
  }
}

function fail(where: string, expected: string, received: string): never {
  throw new MlpLabError('bad-model', `${where}: ${expected}: received ${received}`);
}
