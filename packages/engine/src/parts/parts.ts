// Parts of the engine that only some programs need. Each is in a file of its own, which is loaded when a program needs it, so that an app
// sends no more code than its networks use. Models are lowered and code is generated without waiting: `loadParts` comes first.
import { MlpLabError } from '@mlp-lab/core/common';
import { isRegularized } from '../codegen/parameter-blocks';
import { goesOverLists } from '../codegen/sparsity';
import type { ActivationFunction, Program } from '../program';
import { callsFunctions, needsAllNumbers } from '../run/numbers';

/** Bundlers follow `import()` with a literal path, and make a file of each. */
const loaders = {
  uncommon: () => import('./uncommon'),
  lists: () => import('./lists'),
  /** Programs that share the memory of their samples, as those of `fitAll` do. */
  sharedRegions: () => import('../memory/shared-regions'),
  /** The threads that train one network together. */
  team: () => import('../codegen/export-team'),
} as const;

export type PartName = keyof typeof loaders;
type Parts = { readonly [Name in PartName]: Awaited<ReturnType<(typeof loaders)[Name]>> };

const loaded = new Map<PartName, unknown>();

/**
 * Loads the parts that a program needs.
 *
 * @throws MlpLabError `unavailable` where a file can't be had, as on a page that has lost its server.
 */
export async function loadParts(names: Iterable<PartName>): Promise<void> {
  const load = async (name: PartName) => loaded.set(name, await loaders[name]());
  try {
    await Promise.all([...names].map(load));
  } catch (cause) {
    throw new MlpLabError('unavailable', `a file of the engine can't be loaded: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** For tests of many programs. */
export const loadAllParts = (): Promise<void> => loadParts(Object.keys(loaders) as PartName[]);

/** A part that was loaded. */
export function part<Name extends PartName>(name: Name): Parts[Name] {
  const found = loaded.get(name);
  if (!found) throw new Error(`the engine's part '${name}' was not loaded`);
  return found as Parts[Name];
}

/** The parts that a program needs which this many threads train. */
export function neededParts(program: Program, threads = 1): Set<PartName> {
  const { layers, loss, metrics, parameters, optimizer } = program;
  const isUncommon =
    layers.some(({ kind }, i) => kind !== 'dense' && kind !== 'softmax' && !isFused(layers, i)) ||
    [loss, ...metrics.map(({ kind }) => kind)].some((kind) => !COMMON.includes(kind)) ||
    parameters.some(isRegularized) ||
    callsFunctions(optimizer.rule) ||
    needsAllNumbers(program);
  const needed: (PartName | false)[] = [
    isUncommon && 'uncommon',
    layers.some((_, i) => goesOverLists(layers, i)) && 'lists',
    threads > 1 && 'team',
  ];
  return new Set(needed.filter((name) => name !== false));
}

const COMMON = ['categoricalCrossentropy', 'categoricalAccuracy'];

/** Whether the layer at `index` is a relu, which the dense layer before it applies to its sums. */
function isFused(layers: Program['layers'], index: number): boolean {
  const layer = layers[index];
  return layer.kind === 'activation' && isRelu(layer.function) && layers[index - 1]?.kind === 'dense';
}

/** max(x, 0), which products apply to their sums. */
export const isRelu = (activation: ActivationFunction): boolean =>
  activation.name === 'relu' && activation.max === undefined;
