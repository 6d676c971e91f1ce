// The one rule for which objects of TensorFlow.js the engine computes itself: those that are exactly of a class that it knows, and
// those of a class that describes itself. Whatever overrides a method, in a subclass, an instance or a prototype, computes
// something of its own.
import {
  AdadeltaOptimizer,
  AdagradOptimizer,
  AdamaxOptimizer,
  AdamOptimizer,
  MomentumOptimizer,
  RMSPropOptimizer,
  SGDOptimizer,
  serialization,
} from '@tensorflow/tfjs-core';
import { LayersModel, layers, regularizers, Sequential } from '@tensorflow/tfjs-layers';

/** Activations that TensorFlow.js and the engine compute alike, by TensorFlow.js's names. */
export const activationNames = [
  'linear',
  'softmax',
  'relu',
  'relu6',
  'sigmoid',
  'hardSigmoid',
  'tanh',
  'elu',
  'selu',
  'softplus',
  'softsign',
  'swish',
  'mish',
  'gelu',
] as const;

/** The methods of TensorFlow.js's prototypes as they were when this module was loaded: a program may replace them later. */
const pristine = new Map<object, PropertyDescriptorMap>();

const example = { name: 'example', units: 1, rate: 0, stddev: 0, targetShape: [1] };
const known: readonly object[] = [
  ...[SGDOptimizer, AdamOptimizer, MomentumOptimizer, RMSPropOptimizer].map(({ prototype }) => prototype),
  ...[AdagradOptimizer, AdadeltaOptimizer, AdamaxOptimizer].map(({ prototype }) => prototype),
  ...[LayersModel, Sequential].map(({ prototype }) => prototype),
  ...activationNames.map((activation) => activationOf(layers.activation({ ...example, activation }))),
  ...[
    ...[layers.dense(example), layers.activation({ ...example, activation: 'linear' }), layers.softmax(example)],
    ...[layers.reLU(example), layers.leakyReLU(example), layers.thresholdedReLU(example), layers.elu(example)],
    ...[layers.prelu(example), layers.batchNormalization(example), layers.layerNormalization(example)],
    ...[layers.dropout(example), layers.alphaDropout(example), layers.gaussianNoise(example)],
    ...[layers.gaussianDropout(example), layers.flatten(example), layers.reshape(example), layers.add(example)],
    regularizers.l1l2(),
  ].map((object) => Object.getPrototypeOf(object)),
];
for (const prototype of known) remember(prototype);
const functional = serialization.SerializationMap.getMap().classNameMap.Functional?.[0].prototype; // as saved models load
if (functional && Object.getPrototypeOf(functional) === LayersModel.prototype) remember(functional);

/** What plugins also write as fields of their classes: it takes no part in training. */
const describing = ['getConfig', 'computeOutputShape'];

/** Why an object may compute something else than its class of TensorFlow.js, as the end of a sentence that begins with it. */
export function strangeness(object: object): string | undefined {
  const prototype = Object.getPrototypeOf(object);
  if (!pristine.has(prototype)) return 'is of a class that the engine does not know';
  return ownMethod(object) ?? replacedMethod(prototype);
}

/**
 * Why a description in plain data, an object's property `description`, may not be of what the object's method `method` computes. The
 * class must have both itself: what extends it may compute something else.
 */
export function strangenessOfDescribed(object: object, description: string, method: string): string | undefined {
  const own = Object.getPrototypeOf(object);
  const parent = Object.getPrototypeOf(own);
  const describedByClass = Object.hasOwn(own, description) && !Object.hasOwn(object, description);
  const describedByField = Object.hasOwn(own, method) && (!(method in parent) || pristine.has(parent));
  if (!describedByClass && !describedByField)
    return `takes its ${description} from a class that it extends, whose description holds for that class alone`;
  return ownMethod(object, [description, ...describing]) ?? replacedMethod(own);
}

function activationOf(layer: object): object {
  return Object.getPrototypeOf((layer as { activation: object }).activation);
}

function remember(prototype: object): void {
  for (let each = prototype; each !== Object.prototype; each = Object.getPrototypeOf(each))
    pristine.set(each, Object.getOwnPropertyDescriptors(each));
}

/** An instance's own property that hides one of its class. */
function ownMethod(object: object, except: readonly PropertyKey[] = []): string | undefined {
  const key = Reflect.ownKeys(object).find((name) => !except.includes(name) && name in Object.getPrototypeOf(object));
  return key && `has a property ${String(key)} of its own in place of its class's`;
}

/** A property of one of TensorFlow.js's prototypes that is no longer what it was. */
function replacedMethod(prototype: object): string | undefined {
  for (let each = prototype; each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    const before = pristine.get(each);
    if (!before) continue;
    const now = Object.getOwnPropertyDescriptors(each);
    const key = Reflect.ownKeys({ ...before, ...now }).find((name) => !isSame(before, now, name as string));
    if (key) return `is of a class whose ${String(key)} was replaced`;
  }
  return undefined;
}

function isSame(before: PropertyDescriptorMap, now: PropertyDescriptorMap, name: string): boolean {
  const [a, b] = [before[name], now[name]];
  return a !== undefined && b !== undefined && a.value === b.value && a.get === b.get && a.set === b.set;
}
