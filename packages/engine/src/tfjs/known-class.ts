// The rule for which objects of TensorFlow.js the engine compiles: those that are exactly of a class that it knows, and those of a class
// that describes itself. An object with an overridden method, in a subclass, the instance or a prototype, may compute something else.
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

/** The activations that the engine computes as TensorFlow.js does, by TensorFlow.js's names. */
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

/** The methods of TensorFlow.js's prototypes when this module was loaded: a program may replace them later. */
export const originalMethods = new Map<object, PropertyDescriptorMap>();

const activations = activationNames.map((activation) => layers.activation({ name: 'example', activation }));
const example = { name: 'example', units: 1, rate: 0, stddev: 0, targetShape: [1] };
const layerNames = [
  ...([
    'dense',
    'softmax',
    'reLU',
    'leakyReLU',
    'thresholdedReLU',
    'elu',
    'prelu',
    'flatten',
    'reshape',
    'add',
  ] as const),
  ...(['batchNormalization', 'layerNormalization'] as const),
  ...(['dropout', 'alphaDropout', 'gaussianNoise', 'gaussianDropout'] as const),
];
const examples = [
  ...activations.map((layer) => (layer as unknown as { activation: object }).activation),
  ...[activations[0], regularizers.l1l2()],
  ...layerNames.map((name) => layers[name](example)),
];
const optimizers = [SGDOptimizer, AdamOptimizer, MomentumOptimizer, RMSPropOptimizer, AdagradOptimizer];
for (const { prototype } of [...optimizers, AdadeltaOptimizer, AdamaxOptimizer, LayersModel, Sequential])
  recordMethods(prototype);
for (const object of examples) recordMethods(Object.getPrototypeOf(object));
const functional = serialization.SerializationMap.getMap().classNameMap.Functional?.[0].prototype; // the class of saved models that are loaded
if (functional && Object.getPrototypeOf(functional) === LayersModel.prototype) recordMethods(functional);

/** The reason why an object may not compute what TensorFlow.js's class does, as the end of a sentence that begins with the object. */
export function reasonNotKnown(object: object): string | undefined {
  const prototype = Object.getPrototypeOf(object);
  if (!originalMethods.has(prototype)) return 'is of a class that the engine does not know';
  return ownMethod(object) ?? named(replacedMethod(prototype));
}

function recordMethods(prototype: object): void {
  for (let each = prototype; each !== Object.prototype; each = Object.getPrototypeOf(each))
    originalMethods.set(each, Object.getOwnPropertyDescriptors(each));
}

/** The reason, if an instance has its own property in place of one of its class. */
export function ownMethod(object: object, except: readonly PropertyKey[] = []): string | undefined {
  const key = Reflect.ownKeys(object).find((name) => !except.includes(name) && name in Object.getPrototypeOf(object));
  return key && `has a property ${String(key)} that replaces its class's`;
}

export const named = (key?: PropertyKey) =>
  key === undefined ? undefined : `is of a class whose ${String(key)} was replaced`;

/** A property of one of TensorFlow.js's prototypes that was replaced. */
export function replacedMethod(prototype: object): PropertyKey | undefined {
  for (let each = prototype; each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    const before = originalMethods.get(each);
    if (!before) continue;
    const now = Object.getOwnPropertyDescriptors(each);
    const key = Reflect.ownKeys({ ...before, ...now }).find((name) => !isSame(before, now, name as string));
    if (key) return key;
  }
  return undefined;
}

function isSame(before: PropertyDescriptorMap, now: PropertyDescriptorMap, name: string): boolean {
  const [a, b]: (PropertyDescriptor | undefined)[] = [before[name], now[name]];
  return a?.value === b?.value && a?.get === b?.get && a?.set === b?.set;
}
