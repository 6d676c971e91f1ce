// A saved model → tf.LayersModel, or an error that leaves no tensors behind.
import { checkFunction, checkObject, checkString, createLimiter, describeValue, MlpLabError } from '@mlp-lab/core';
import { engine, io, type Variable } from '@tensorflow/tfjs-core';
import { type LayersModel, layers, loadLayersModel } from '@tensorflow/tfjs-layers';
import { checkLayerNames } from './check-layer-names';
import { isObject } from './check-saved';
import { disposeNetwork } from './network';

/**
 * Loads a model as `tf.loadLayersModel` does, but with the weights that were saved, which a constraint of theirs would change there.
 *
 * @param name of the model, for messages.
 * @throws MlpLabError `bad-data` for a damaged one, in one line; `invalid-argument` for a handler that can't load.
 */
export async function loadModel(handler: io.IOHandler, name: string): Promise<LayersModel> {
  checkString('name', name);
  checkFunction('handler.load', checkObject('handler', handler) && handler.load);
  const artifacts = await artifactsOf(handler, name);
  return oneAtATime(() => load(artifacts, name));
}

async function artifactsOf(handler: io.IOHandler, name: string): Promise<io.ModelArtifacts> {
  try {
    const artifacts: unknown = await handler.load!();
    if (isObject(artifacts)) return artifacts;
    throw new Error(`its handler returned ${describeValue(artifacts)}`);
  } catch (cause) {
    return refuse(name, cause);
  }
}

const oneAtATime = createLimiter(1); // so that what a refused model leaves is not mistaken for a part of another

async function load(artifacts: io.ModelArtifacts, name: string): Promise<LayersModel> {
  const before = new Set(variables().keys());
  let model: LayersModel | undefined;
  try {
    checkLayerNames(artifacts.modelTopology, name);
    model = await loadLayersModel({ load: async () => withoutWeights(artifacts) });
    const own = new Set(model.weights.map((weight) => weight.name));
    const isOfLayer = model.weights.some(
      (weight) => (weight as unknown as Constrained).constraint instanceof layers.Layer,
    );
    if (isOfLayer || madeFor(artifacts, before).some((variable) => !own.has(variable.name)))
      throw new Error('a layer stands where an activation, a constraint or the like is expected');
    await loadWeights(model, artifacts);
    return model;
  } catch (cause) {
    if (model) disposeNetwork(model);
    for (const variable of madeFor(artifacts, before)) variable.dispose();
    return refuse(name, cause);
  }
}

function refuse(name: string, cause: unknown): never {
  if (cause instanceof MlpLabError) throw cause;
  throw new MlpLabError('bad-data', `${name} can't be loaded: ${reason(cause)}`, { cause });
}

/**
 * TensorFlow.js reads `weightData` twice: first to find out whether initial weights need not be drawn, then to decode it. It forgets the
 * tensors that it decoded if they don't fit, so `loadWeights` does that.
 */
function withoutWeights(artifacts: io.ModelArtifacts): io.ModelArtifacts {
  let reads = 0;
  return {
    ...artifacts,
    get weightData() {
      reads += 1;
      return reads === 1 ? artifacts.weightData : undefined;
    },
  };
}

async function loadWeights(model: LayersModel, { weightData, weightSpecs }: io.ModelArtifacts): Promise<void> {
  if (weightData === undefined || weightSpecs === undefined) return;
  const tensors = io.decodeWeights(weightData, weightSpecs);
  try {
    const named = (isOptimizer: boolean) =>
      weightSpecs
        .filter(({ group }) => (group === 'optimizer') === isOptimizer)
        .map(({ name }) => ({ name, tensor: tensors[name] }));
    const weights = Object.fromEntries(named(false).map(({ name, tensor }) => [name, tensor]));
    withoutConstraints(model, () => model.loadWeights(weights, true));
    const optimizer = named(true);
    if (model.optimizer != null && optimizer.length > 0) await model.optimizer.setWeights(optimizer);
  } finally {
    for (const tensor of Object.values(tensors)) tensor.dispose();
  }
}

type Constrained = { constraint: unknown };

/** TensorFlow.js applies a constraint to weights that are written, but not in training: the loaded weights would not be those that were saved. */
function withoutConstraints(model: LayersModel, load: () => void): void {
  const weights = model.weights as unknown as Constrained[];
  const constraints = weights.map(({ constraint }) => constraint);
  for (const weight of weights) weight.constraint = undefined;
  try {
    load();
  } finally {
    for (const [i, weight] of weights.entries()) weight.constraint = constraints[i];
  }
}

const variables = () => new Map(Object.entries(engine().state.registeredVariables));

/** The variables of an architecture's layers, whether it became a model or not: TensorFlow.js names variables after their layers. */
function madeFor({ modelTopology }: io.ModelArtifacts, before: ReadonlySet<string>): Variable[] {
  const names = new Set(valuesOf('name', modelTopology));
  const classes = new Set(valuesOf('class_name', modelTopology));
  const isOfLayers = (name: string) => {
    const layer = name.slice(0, name.lastIndexOf('/'));
    const numbered = /_([A-Za-z>]+)\d+$/.exec(layer)?.[1]; // dense_Dense1: a layer without a name
    return names.has(layer) || (numbered !== undefined && classes.has(numbered));
  };
  return [...variables()].flatMap(([name, variable]) => (isOfLayers(name) && !before.has(name) ? [variable] : []));
}

/** All that is called `field` in an architecture. */
function valuesOf(field: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === field && typeof inner !== 'object' ? [String(inner)] : valuesOf(field, inner),
  );
}

const LONGEST = 200;

/** The first line of a message of TensorFlow.js, some of which fill a page. */
function reason(cause: unknown): string {
  const [line] = String((cause as Error | null)?.message ?? 'unknown reason').split('\n');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
