// Whatever a program overrides in an object of TensorFlow.js must count as it does in model.fit: the engine computes itself only
// what is exactly of a class that it knows.
import '@tensorflow/tfjs-backend-cpu';
import { explain } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import * as tfLayers from '@tensorflow/tfjs-layers';
import { constraints, type LayersModel, layers, regularizers } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { differences, type Layer, smallNetwork, trainings } from './side-by-side';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
const undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo.splice(0)) each();
});

/** Replaces a method of an object or a prototype until the test ends. */
// biome-ignore lint/suspicious/noExplicitAny: any method of any object of TensorFlow.js
function replace(object: any, method: string, make: (before: any) => unknown): void {
  const descriptor = Object.getOwnPropertyDescriptor(object, method);
  const before = object[method];
  Object.defineProperty(object, method, { configurable: true, writable: true, value: make(before) });
  undo.push(() => {
    if (descriptor) Object.defineProperty(object, method, descriptor);
    else delete object[method];
  });
}

type Gradients = { name: string; tensor: tf.Tensor }[];
const clipped = (gradients: Gradients) =>
  gradients.map(({ name, tensor }) => ({ name, tensor: tf.clipByValue(tensor, -0.001, 0.001) }));

class ClippedSgd extends tf.SGDOptimizer {
  override applyGradients(gradients: Gradients) {
    tf.tidy(() => super.applyGradients(clipped(gradients)));
  }
}
class ClippedAdam extends tf.AdamOptimizer {
  static override readonly className: 'Adam' = 'Adam' as never;
  override minimize(f: () => tf.Scalar, returnCost?: boolean, variables?: tf.Variable[]) {
    return super.minimize(() => tf.mul(f(), 3), returnCost, variables);
  }
}

const Dense = layers.dense({ units: 1 }).constructor as new (args: object) => tfLayers.layers.Layer;
class Doubled extends Dense {
  override call(inputs: tf.Tensor | tf.Tensor[], more: object) {
    return tf.mul(super.call(inputs, more) as tf.Tensor, 2);
  }
}
const Dropout = layers.dropout({ rate: 0 }).constructor as new (args: object) => tfLayers.layers.Layer;
class Halved extends Dropout {
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 0.5);
  }
}

const L1L2 = regularizers.l1l2().constructor as unknown as new (
  args: object,
) => { getConfig(): tf.serialization.ConfigDict } & ReturnType<typeof regularizers.l2>;
class Cubed extends L1L2 {
  override apply(weight: tf.Tensor): tf.Scalar {
    return tf.sum(tf.pow(tf.abs(weight), 3));
  }
}
const activationOf = (layer: Layer) =>
  (layer as unknown as { activation: { apply(x: tf.Tensor): tf.Tensor } }).activation;
const Tanh = activationOf(layers.activation({ activation: 'tanh' })).constructor as new () => {
  apply(x: tf.Tensor): tf.Tensor;
};
class Softer extends Tanh {
  override apply(x: tf.Tensor) {
    return tf.tanh(tf.mul(x, 0.5));
  }
}
class NamedTanh extends Softer {
  static className = 'tanh';
}

function withActivation(activation: object): LayersModel {
  const layer = layers.activation({ activation: 'tanh' });
  Object.assign(layer, { activation });
  return smallNetwork({ middle: [layer] });
}
function changed<T>(object: T, change: (object: T) => void): T {
  change(object);
  return object;
}
const onHidden = (change: (layer: tfLayers.layers.Layer) => void) =>
  changed(smallNetwork(), (model) => change(model.layers[0]));
const first = (model: LayersModel) => model.layers[0];

/** What is overridden, in a network; and a part of the reason that names it. */
const overridden: [string, () => LayersModel, string][] = [
  ['an SGD whose class clips the gradients', () => smallNetwork({ optimizer: new ClippedSgd(0.5) }), 'optimizer SGD'],
  [
    'an Adam whose class minimizes another loss',
    () => smallNetwork({ optimizer: new ClippedAdam(0.1, 0.9, 0.999) }),
    'optimizer Adam',
  ],
  [
    'an SGD whose instance clips the gradients',
    () =>
      smallNetwork({
        optimizer: changed(tf.train.sgd(0.5), (sgd) =>
          replace(
            sgd,
            'applyGradients',
            (before) => (gradients: Gradients) => tf.tidy(() => before.call(sgd, clipped(gradients))),
          ),
        ),
      }),
    'optimizer SGD has a property applyGradients',
  ],
  [
    'an SGD whose prototype was patched',
    () => {
      replace(
        tf.SGDOptimizer.prototype,
        'applyGradients',
        (before) =>
          function (this: object, gradients: Gradients) {
            tf.tidy(() => before.call(this, clipped(gradients)));
          },
      );
      return smallNetwork();
    },
    'optimizer SGD is of a class whose applyGradients was replaced',
  ],
  [
    'an SGD whose parent class was patched',
    () => {
      replace(
        tf.Optimizer.prototype,
        'computeGradients',
        (before) =>
          function (this: object, f: () => tf.Scalar, list: tf.Variable[]) {
            return before.call(this, () => tf.mul(f(), 0.1), list);
          },
      );
      return smallNetwork();
    },
    'optimizer SGD is of a class whose computeGradients was replaced',
  ],
  [
    'a penalty by addLoss',
    () =>
      onHidden((layer) => layer.addLoss(() => tf.mul(0.3, tf.sum(tf.square(layer.weights[0].read()))) as tf.Scalar)),
    'other losses',
  ],
  [
    'a penalty on top of a regularizer',
    () =>
      changed(smallNetwork({ hidden: { kernelRegularizer: 'l1l2' } }), (model) =>
        first(model).addLoss([() => tf.mean(tf.abs(first(model).weights[1].read())) as tf.Scalar]),
      ),
    'other losses',
  ],
  [
    'a penalty on the input layer',
    () =>
      changed(smallNetwork(), (model) => {
        const inputLayer = model.inputs[0].sourceLayer as tfLayers.layers.Layer;
        inputLayer.addLoss(() => tf.mul(0.3, tf.sum(tf.square(first(model).weights[0].read()))) as tf.Scalar);
      }),
    'other losses',
  ],
  [
    'a layer of a class that extends Dense',
    () => smallNetwork({ middle: [new Doubled({ units: 3, kernelInitializer: 'ones', activation: 'tanh' }) as Layer] }),
    '(Dense)',
  ],
  [
    "a Dense's own call",
    () =>
      onHidden((layer) =>
        replace(
          layer,
          'call',
          (before) =>
            (...args: unknown[]) =>
              tf.mul(before.apply(layer, args), 0.5),
        ),
      ),
    'has a property call',
  ],
  [
    "a Dense's own apply",
    () =>
      onHidden((layer) =>
        replace(
          layer,
          'apply',
          (before) =>
            (...args: unknown[]) =>
              tf.mul(before.apply(layer, args), 0.5),
        ),
      ),
    'has a property apply',
  ],
  [
    'a patched Dense',
    () => {
      replace(
        Dense.prototype,
        'call',
        (before) =>
          function (this: object, ...args: unknown[]) {
            return tf.mul(before.apply(this, args), 0.5);
          },
      );
      return smallNetwork();
    },
    'is of a class whose call was replaced',
  ],
  [
    'a method that a patch adds to Dense',
    () => {
      replace(Dense.prototype, 'calculateLosses', () => () => [tf.scalar(1)]);
      return smallNetwork();
    },
    'is of a class whose calculateLosses was replaced',
  ],
  ['a class that extends Dropout', () => smallNetwork({ middle: [new Halved({ rate: 0.5 }) as Layer] }), '(Dropout)'],
  [
    "a Dropout's own call",
    () =>
      smallNetwork({
        middle: [
          changed(layers.dropout({ rate: 0.5 }), (layer) =>
            replace(
              layer,
              'call',
              () =>
                ([x]: tf.Tensor[]) =>
                  tf.mul(x, 0.25),
            ),
          ),
        ],
      }),
    'has a property call',
  ],
  [
    'a regularizer of a class that extends L1L2',
    () => smallNetwork({ hidden: { kernelRegularizer: new Cubed({ l2: 0.1 }) } }),
    'the regularizer L1L2 on its kernel',
  ],
  [
    "a regularizer's own apply",
    () =>
      smallNetwork({
        hidden: {
          biasRegularizer: changed(regularizers.l2(), (l2) =>
            replace(l2, 'apply', () => (w: tf.Tensor) => tf.mul(5, tf.sum(w))),
          ),
        },
      }),
    'the regularizer L1L2 on its bias',
  ],
  [
    'a regularizer of a class of its own',
    () => {
      class Sum extends Object.getPrototypeOf(L1L2) {
        static className = 'Sum';
        apply = (w: tf.Tensor) => tf.sum(tf.abs(w));
        getConfig = () => ({});
      }
      return smallNetwork({ hidden: { kernelRegularizer: new Sum() } });
    },
    'the regularizer Sum on its kernel',
  ],
  [
    'a constraint',
    () => smallNetwork({ hidden: { kernelConstraint: constraints.maxNorm({ maxValue: 0.5, axis: 0 }) } }),
    'has a constraint on its kernel',
  ],
  ['an activation that extends tanh', () => withActivation(new Softer()), 'has the activation'],
  [
    'an activation that extends tanh and takes its name',
    () => withActivation(new NamedTanh()),
    'has the activation tanh',
  ],
  [
    "an activation's own apply",
    () =>
      changed(smallNetwork(), (model) =>
        replace(activationOf(first(model) as Layer), 'apply', () => (x: tf.Tensor) => tf.mul(x, 0.5)),
      ),
    'has the activation tanh',
  ],
  [
    'a patched activation',
    () => {
      replace(Tanh.prototype, 'apply', () => (x: tf.Tensor) => tf.mul(x, 0.5));
      return smallNetwork();
    },
    'has the activation tanh, which is of a class whose apply was replaced',
  ],
  [
    'a loss function',
    () => smallNetwork({ compile: { loss: (y: tf.Tensor, p: tf.Tensor) => tf.mean(tf.square(tf.sub(y, p)), -1) } }),
    'the loss "loss"',
  ],
  [
    'a metric function called as a metric of TensorFlow.js',
    () => {
      const categoricalAccuracy = (y: tf.Tensor, p: tf.Tensor) => tf.mean(tf.mul(y, p));
      return smallNetwork({ compile: { metrics: [categoricalAccuracy] } });
    },
    'the metric "categoricalAccuracy"',
  ],
  [
    'a train function of a model',
    () =>
      changed(smallNetwork(), (model) => {
        const inner = (model as unknown as { model: LayersModel }).model;
        replace(inner, 'calculateLosses', () => () => [tf.mean(first(model).weights[0].read())]);
      }),
    'has a property calculateLosses',
  ],
];

describe('what a program overrides counts as in model.fit', () => {
  it.each(overridden)('%s', async (_, build, reason) => {
    const expected = await trainings['model.fit'](build());
    for (const each of undo.splice(0)) each(); // what was patched is patched anew
    const model = build();
    const { compiled, reasons } = explain(model);
    expect(compiled).toBe(false);
    expect(reasons.join()).toContain(reason);
    expect(differences(expected, await trainings.fit(model))).toEqual([]);
  });

  it.each<[string, () => LayersModel]>([
    [
      'an initializer of a class of its own',
      () => {
        class Steps extends (Object.getPrototypeOf(
          Object.getPrototypeOf(tfLayers.initializers.ones()).constructor,
        ) as new () => object) {
          static className = 'Steps';
          apply = ([rows, columns]: number[]) => tf.reshape(tf.linspace(-0.7, 0.6, rows * columns), [rows, columns]);
          getConfig = () => ({});
        }
        return smallNetwork({ hidden: { kernelInitializer: new Steps() } });
      },
    ],
    ['a property that hides nothing', () => onHidden((layer) => Object.assign(layer, { note: () => 'mine' }))],
    [
      'a layer that was named and a regularizer by its name',
      () => smallNetwork({ hidden: { kernelRegularizer: 'l1l2' } }),
    ],
  ])('%s changes nothing of how a network trains: it is compiled', async (_, build) => {
    const expected = await trainings['model.fit'](build());
    const model = build();
    expect(explain(model)).toMatchObject({ compiled: true, reasons: [] });
    expect(differences(expected, await trainings.fit(model))).toEqual([]);
  });
});
