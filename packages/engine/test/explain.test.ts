import '@tensorflow/tfjs-backend-cpu';
import { type OptimizerRule, optimizerRule } from '@mlp-lab/core';
import { explain, fit } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import {
  constraints,
  model as functional,
  initializers,
  input,
  type LayersModel,
  layers,
  sequential,
} from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blobs, smallModel } from './small-models';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
const models: LayersModel[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

/** 4 → 3 → `middle` → 3 → softmax. */
function withLayer(middle: Layer, compile: Partial<Parameters<LayersModel['compile']>[0]> = {}): LayersModel {
  const model = sequential({
    layers: [
      layers.dense({ units: 3, inputShape: [4], kernelInitializer: initializers.glorotUniform({ seed: 1 }) }),
      middle,
      layers.dense({
        units: 3,
        activation: 'softmax',
        name: 'output',
        kernelInitializer: initializers.glorotUniform({ seed: 2 }),
      }),
    ],
  });
  models.push(model);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'], ...compile });
  return model;
}

const tanh = () => layers.activation({ activation: 'tanh' });

/** A layer of a plugin, which happens to extend Dense without a name of its own. */
class Doubled extends (layers.dense({ units: 1 }).constructor as new (
  args: object,
) => ReturnType<typeof layers.dense>) {
  override call(...args: Parameters<ReturnType<typeof layers.dense>['call']>) {
    return tf.mul(super.call(...args) as tf.Tensor, 2);
  }
}

/** Optimizers that describe themselves. */
class Drifting extends tf.SGDOptimizer {
  static override get className() {
    return 'acme>Drifting';
  }
  get rule(): OptimizerRule {
    return optimizerRule({ title: 'Drifting', defaults: {}, transformation: (g) => g.add(1).neg() });
  }
}
class Wrong extends Drifting {
  static override get className() {
    return 'acme>Wrong';
  }
  override get rule(): OptimizerRule {
    return { slots: [], products: [], scalars: [], weight: 'weights' as 'weight' };
  }
}
class Overriding extends Drifting {
  static override get className() {
    return 'acme>Overriding';
  }
  override applyGradients() {}
}

/** An optimizer of TensorFlow.js code, without a rule as data. */
class SignDescent extends tf.Optimizer {
  static className = 'SignDescent';
  applyGradients() {}
  getConfig() {
    return {};
  }
}

describe('explain', () => {
  it('lists the compiled layers', () => {
    const model = withLayer(layers.dropout({ rate: 0.25 }));
    expect(explain(model)).toEqual({
      compiled: true,
      remedies: [],
      arithmetic: ['separate', 'fused'],
      backend: 'engine',
      reasons: [],
      layers: ['dense 4 → 3', 'dropout 0.25', 'dense 3 → 3', 'softmax 3'],
      parameters: 4 * 3 + 3 + 3 * 3 + 3,
    });
  });

  it('gives the rate of dropout and the deviation of noise', () => {
    const layer = (noise: Parameters<typeof withLayer>[0]) => explain(withLayer(noise)).layers[1];
    expect(layer(layers.alphaDropout({ rate: 0.1 }))).toBe('alphaDropout 0.1');
    expect(layer(layers.gaussianNoise({ stddev: 0.3 }))).toBe('gaussianNoise 0.3');
    expect(layer(layers.gaussianDropout({ rate: 0.5 }))).toBe('gaussianDropout 1');
  });

  it.each<[string, () => LayersModel, string]>([
    [
      'an unknown activation',
      () => withLayer(layers.activation({ activation: 'logSoftmax' as 'softmax', name: 'log' })),
      'layer log (Activation) has the activation logSoftmax, which is of a class that the engine does not know',
    ],
    [
      'an activation that extends a known one',
      () => {
        const layer = layers.activation({ activation: 'softmax', name: 'sharp' });
        const { activation } = layer as unknown as { activation: object };
        class Sharper extends (activation.constructor as new () => object) {}
        Object.assign(layer, { activation: new Sharper() });
        return withLayer(layer);
      },
      'layer sharp (Activation) has the activation softmax, which is of a class that the engine does not know',
    ],
    [
      'an unknown layer',
      () => withLayer(layers.masking({ name: 'mask' })),
      'layer mask (Masking) is of a class that the engine does not know',
    ],
    [
      'a layer that extends a known one',
      () => withLayer(new Doubled({ units: 3, name: 'doubled' })),
      'layer doubled (Dense) is of a class that the engine does not know',
    ],
    [
      'a constraint',
      () => withLayer(layers.dense({ units: 3, name: 'bounded', kernelConstraint: constraints.nonNeg() })),
      'layer bounded (Dense) has a constraint on its kernel',
    ],
    [
      'a noise shape',
      () => withLayer(layers.dropout({ rate: 0.5, noiseShape: [1, 3], name: 'columns' })),
      'layer columns (Dropout) has a noise shape',
    ],
    [
      'another axis',
      () => withLayer(layers.softmax({ axis: 0, name: 'rows' })),
      'layer rows (Softmax) works along axis 0: only the last one is compiled',
    ],
    [
      'a frozen normalization',
      () => withLayer(layers.batchNormalization({ trainable: false, name: 'frozen' })),
      'layer frozen (BatchNormalization) is frozen, which only TensorFlow.js supports',
    ],
    ['an unknown loss', () => withLayer(tanh(), { loss: 'hinge' }), 'the loss hinge is unknown to the engine'],
    [
      'a loss function',
      () =>
        withLayer(tanh(), {
          loss: function mine(y: tf.Tensor, p: tf.Tensor) {
            return tf.sub(y, p);
          },
        }),
      'the loss "mine" is unknown to the engine',
    ],
    [
      'an unknown metric',
      () => withLayer(tanh(), { metrics: ['cosine'] }),
      'the metric cosine is unknown to the engine with the loss categoricalCrossentropy',
    ],
    [
      'an unknown optimizer',
      () => withLayer(tanh(), { optimizer: new SignDescent() }),
      'the optimizer SignDescent is of a class that the engine does not know',
    ],
    [
      'an optimizer whose rule would change the zeros beside the weights',
      () => withLayer(tanh(), { optimizer: new Drifting(1) }),
      'the optimizer acme>Drifting changes weights of 0 whose gradients were always 0',
    ],
    [
      'an optimizer whose rule is none',
      () => withLayer(tanh(), { optimizer: new Wrong(1) }),
      `the optimizer acme>Wrong is not compiled: an expression is made of 'weight', 'gradient', finite numbers and operations: received "weights"`,
    ],
    [
      'an optimizer that overrides what its rule describes',
      () => withLayer(tanh(), { optimizer: new Overriding(1) }),
      'the optimizer acme>Overriding inherits its rule, which describes only the class that defines it',
    ],
    [
      "a class that extends one of TensorFlow.js's optimizers",
      () => withLayer(tanh(), { optimizer: new (class extends tf.SGDOptimizer {})(0.1) }),
      'the optimizer SGD is of a class that the engine does not know',
    ],
  ])('names %s', (_, build, reason) => {
    expect(explain(build())).toMatchObject({ compiled: false, reasons: [reason], layers: [], parameters: 0 });
  });

  it('gives all reasons, not only the first', () => {
    const model = withLayer(layers.masking({ name: 'mask' }), { loss: 'hinge', optimizer: new SignDescent() });
    expect(explain(model).reasons.map((reason) => reason.split(' ').slice(0, 3).join(' '))).toEqual([
      'layer mask (Masking)',
      'the loss hinge',
      'the optimizer SignDescent',
    ]);
  });

  it('names a layer that joins two paths, and a layer that is used twice', () => {
    const x = input({ shape: [4] });
    const shared = layers.dense({ units: 4, name: 'shared' });
    const once = shared.apply(x);
    const other = layers.dense({ units: 4 }).apply(x);
    const joined = layers.add({ name: 'sum' }).apply([once, other] as never);
    const product = layers.multiply({ name: 'product' }).apply([once, x] as never);
    const short = layers.dense({ units: 1 }).apply(once);
    const spread = layers.add({ name: 'spread' }).apply([short, x] as never);
    const twice = shared.apply(once);
    const reasonsOf = (y: unknown) => {
      const model = functional({ inputs: x, outputs: y as typeof x });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      const { reasons } = explain(model);
      return reasons;
    };
    expect(reasonsOf(joined)).toEqual(['layer sum (Add) joins 2 inputs']);
    expect(reasonsOf(product)).toEqual(['layer product (Multiply) joins 2 inputs']);
    expect(reasonsOf(spread)).toEqual([
      'layer spread (Add) adds rows of shape [4] to rows of shape [1]: they must be the same',
    ]);
    expect(reasonsOf(twice)).toEqual(['layer shared (Dense) is used twice']);
    shared.dispose();
  });

  it('reports trainable weights that changed after model.compile', () => {
    const model = withLayer(tanh());
    model.layers[0].trainable = false;
    expect(explain(model).reasons).toEqual(['trainable weights changed after model.compile: compile the model again']);
  });

  it('is correct: a model that it reports as not compiled trains through TensorFlow.js', async () => {
    const { x, y } = blobs(20);
    const kernelInitializer = initializers.glorotUniform({ seed: 3 });
    const model = withLayer(new Doubled({ units: 3, kernelInitializer }));
    const { history } = await fit(model, x, y, { epochs: 3 });
    expect(history.loss[2]).toBeLessThan(history.loss[0]);
  });

  it('rejects a model without model.compile', () => {
    const model = sequential({ layers: [layers.dense({ units: 3, inputShape: [4] })] });
    models.push(model);
    expect(() => explain(model)).toThrowError('model must be compiled');
  });

  it('leaves no tensor behind', () => {
    const model = smallModel({});
    models.push(model);
    const before = tf.memory().numTensors;
    explain(model);
    expect(tf.memory().numTensors).toBe(before);
  });
});
