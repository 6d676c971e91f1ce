// Parts of the code generator that only some programs need. Each is in a file of its own, which is loaded when a program needs it, so
// that an app sends no more code than its networks use. Code is generated without waiting: `loadParts` comes first.
import type { ActivationFunction, Program } from '../program';
import { callsFunctions, needsAllNumbers } from '../run/numbers';
import { isRegularized } from './parameter-blocks';
import { goesOverLists } from './sparsity';

const noise = () => import('./stages/noise');
const residual = () => import('./stages/residual');

/** Bundlers follow `import()` with a literal path, and make a file of each. */
const loaders = {
  // layers, by their kind: `stage`
  activation: () => import('./stages/activation'),
  prelu: () => import('./stages/prelu'),
  batchNormalization: () => import('./stages/batch-normalization'),
  layerNormalization: () => import('./stages/layer-normalization'),
  dropout: noise,
  alphaDropout: noise,
  gaussianNoise: noise,
  gaussianDropout: noise,
  maxout: () => import('./stages/maxout'),
  branch: residual,
  add: residual,
  /** Samples that are lists of their numbers, as images are. */
  sparseSamples: () => import('./sparse-samples'),
  /** Products over lists of the nonzero numbers of activations and gradients. */
  nonZeros: () => import('./over-lists'),
  /** All activations but relu. */
  activations: () => import('./activations'),
  /** The operators of expressions that are functions: exp, tanh, … */
  expressions: () => import('./expression-code'),
  /** All losses and metrics but categorical crossentropy and accuracy. */
  losses: () => import('./losses'),
  /** L1 and L2. */
  regularize: () => import('./regularize'),
  /** What JavaScript computes for optimizers with functions, and for Gaussian noise. */
  numbers: () => import('../run/all-numbers'),
  /** Programs that share the memory of their samples, as those of `fitAll` do. */
  sharedRegions: () => import('../memory/shared-regions'),
  /** The threads that train one network together. */
  team: () => import('./export-team'),
} as const;

export type PartName = keyof typeof loaders;
type Parts = { readonly [Name in PartName]: Awaited<ReturnType<(typeof loaders)[Name]>> };

const loaded = new Map<PartName, unknown>();

/** Loads the parts that a program needs. */
export async function loadParts(names: Iterable<PartName>): Promise<void> {
  const load = async (name: PartName) => loaded.set(name, await loaders[name]());
  await Promise.all([...names].map(load));
}

/** For tests of many programs. */
export const loadAllParts = (): Promise<void> => loadParts(Object.keys(loaders) as PartName[]);

/** A part, if it was loaded. */
export const loadedPart = <Name extends PartName>(name: Name) => loaded.get(name) as Parts[Name] | undefined;

/** A part that was loaded. */
export function part<Name extends PartName>(name: Name): Parts[Name] {
  const found = loadedPart(name);
  if (!found) throw new Error(`the code generator's part '${name}' was not loaded`);
  return found;
}

/** The parts that a program needs which this many threads train. */
export function neededParts(program: Program, threads = 1): Set<PartName> {
  const { layers, loss, metrics, parameters, optimizer } = program;
  const ofLayers = layers.flatMap((layer, i): (PartName | false)[] => {
    if (layer.kind === 'dense' || layer.kind === 'softmax') return [];
    if (layer.kind !== 'activation') return [layer.kind];
    return isRelu(layer.function) && layers[i - 1]?.kind === 'dense' ? [] : ['activation', 'activations'];
  });
  const kinds = [loss, ...metrics.map(({ kind }) => kind)];
  const needed: (PartName | false)[] = [
    ...ofLayers,
    kinds.some((kind) => !COMMON.includes(kind)) && 'losses',
    parameters.some(isRegularized) && 'regularize',
    callsFunctions(optimizer.rule) && 'expressions',
    layers.some((_, i) => goesOverLists(layers, i)) && 'nonZeros',
    needsAllNumbers(program) && 'numbers',
    threads > 1 && 'team',
  ];
  return new Set(needed.filter((name) => name !== false));
}

const COMMON = ['categoricalCrossentropy', 'categoricalAccuracy'];

/** max(x, 0), which products apply to their sums. */
export const isRelu = (activation: ActivationFunction): boolean =>
  activation.name === 'relu' && activation.max === undefined;
