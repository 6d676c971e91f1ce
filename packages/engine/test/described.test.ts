// Layers and activations of plugins, compiled by what they say of themselves, against TensorFlow.js, which runs their `call` and
// differentiates it. Tolerance as in against-tensorflow.test.ts.
import '@tensorflow/tfjs-backend-cpu';
import { expression, type LayerPrimitive } from '@mlp-lab/core';
import { evaluate, explain, fit, fitAll, predict } from '@mlp-lab/engine';
import * as tf from '@tensorflow/tfjs-core';
import {
  model as functional,
  input,
  type LayersModel,
  layers,
  regularizers,
  sequential,
} from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Layer, Maxout, normal, ResidualBlock, registerActivation } from './described-layers';
import { near } from './near';
import { blobs } from './small-models';

type AnyLayer = Parameters<ReturnType<typeof sequential>['add']>[0];

const geluTanh = registerActivation(
  'geluTanh',
  expression((x, { tanh }) =>
    x.mul(0.5).mul(tanh(x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI))).add(1)),
  ),
) as 'relu';
const leaky = registerActivation(
  'leaky',
  expression((x, { where }) => where(x.greater(0), x, x.mul(0.2))),
) as 'relu';
const squareplus = registerActivation(
  'squareplus',
  expression((x, { sqrt }) => x.add(sqrt(x.square().add(4))).div(2)),
) as 'relu';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
const models: LayersModel[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

function compiled(model: LayersModel, optimizer = tf.train.sgd(0.05)): LayersModel {
  models.push(model);
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** 4 → 5 → `middle` → 3. */
const withLayers = (...middle: AnyLayer[]) =>
  compiled(
    sequential({
      layers: [
        layers.dense({ units: 5, inputShape: [4], kernelInitializer: normal(6) }),
        ...middle,
        layers.dense({ units: 3, activation: 'softmax', kernelInitializer: normal(7) }),
      ],
    }),
  );

const residual = () => {
  const x = input({ shape: [4] });
  const dense = (units: number, activation: 'tanh' | 'linear', seed: number) =>
    layers.dense({ units, activation, kernelInitializer: normal(seed) });
  const apply = (layer: AnyLayer, ...to: unknown[]) => layer.apply((to.length === 1 ? to[0] : to) as never) as typeof x;
  const one = apply(layers.add(), apply(dense(4, 'tanh', 1), x), x);
  const wide = apply(dense(6, 'linear', 2), one);
  const two = apply(layers.add(), wide, apply(layers.activation({ activation: 'relu' }), wide));
  const three = apply(layers.add(), one, apply(dense(4, 'tanh', 3), two), x);
  const inner = sequential({
    layers: [layers.dense({ units: 3, inputShape: [4], kernelInitializer: normal(4) }), layers.batchNormalization()],
  });
  return functional({ inputs: x, outputs: apply(layers.softmax(), apply(inner as never, three)) });
};

describe('compiled and through TensorFlow.js, a fit gives the same numbers', () => {
  const builds: [string, () => LayersModel][] = [
    ['a layer with weights that describes itself', () => withLayers(new Maxout({ units: 4, pieces: 3 }))],
    [
      'one that is regularized',
      () =>
        withLayers(
          new Maxout({ units: 2, pieces: 2, kernelRegularizer: regularizers.l1l2({ l1: 0.01, l2: 0.02 }) as never }),
        ),
    ],
    [
      'two that are residual',
      () => withLayers(new ResidualBlock({ hidden: 7 }), new ResidualBlock({ hidden: 2, name: 'other' })),
    ],
    [
      'activations by their formula',
      () =>
        withLayers(
          layers.activation({ activation: geluTanh }),
          layers.dense({ units: 4, activation: leaky, kernelInitializer: normal(1) }),
          layers.activation({ activation: squareplus }),
        ),
    ],
    ['a functional model with residual connections', () => compiled(residual())],
    [
      'the first layer of a model',
      () =>
        compiled(
          sequential({ layers: [new Maxout({ units: 3, pieces: 2, inputShape: [4] }) as AnyLayer, layers.softmax()] }),
        ),
    ],
  ];

  it.each(builds)('through %s', async (_, build) => {
    const [one, other] = [build(), build()];
    expect(explain(one)).toMatchObject({ compiled: true, reasons: [] });
    const { x, y } = blobs(40);
    const args = { epochs: 3, batchSize: 7, validationSplit: 0.2, seed: 5 };
    const results = [await fit(one, x, y, args), await fit(other, x, y, { ...args, compile: false })];
    for (const [name, values] of Object.entries(results[1].history)) near(results[0].history[name]!, values!, name);
    for (const [i, weight] of one.getWeights().entries())
      near(weight.dataSync(), other.getWeights()[i].dataSync(), one.weights[i].name);
    near(
      Object.values<number>(await evaluate(one, x, y)),
      Object.values<number>(await evaluate(other, x, y, { compile: false })),
      'evaluation',
    );
    near((await predict(one, x)).data, (await predict(other, x, { compile: false })).data, 'prediction');
  });
});

describe('a model whose layers describe themselves', () => {
  const build = () =>
    withLayers(
      new Maxout({ units: 4, pieces: 3 }),
      layers.activation({ activation: geluTanh }),
      new ResidualBlock({ hidden: 3 }),
    );
  const bits = (model: LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

  it('trains to the same bits on threads as alone', async () => {
    const { x, y } = blobs(60);
    const args = { epochs: 4, batchSize: 8, seed: 2 };
    const [alone, ...others] = [build(), build(), build()];
    await fit(alone, x, y, args);
    await fitAll(
      others.map((model, i) => ({ name: `job ${i}`, model, x, y, args })),
      { jobs: 2 },
    );
    for (const model of others) expect(bits(model)).toEqual(bits(alone));
  });

  it('resumes to the same bits', async () => {
    const { x, y } = blobs(60);
    const [inOneGo, twice] = [build(), build()];
    await fit(inOneGo, x, y, { epochs: 5, batchSize: 8, seed: 2 });
    await fit(twice, x, y, { epochs: 2, batchSize: 8, seed: 2 });
    await fit(twice, x, y, { epochs: 5, initialEpoch: 2, batchSize: 8, seed: 2 });
    expect(bits(twice)).toEqual(bits(inOneGo));
  });

  it('is explained line by line', () => {
    expect(explain(build()).layers).toEqual([
      'dense 4 → 5',
      'dense 5 → 12',
      'maxout 12 → 4',
      'expression 4: 0.5 * x * (tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)) + 1)',
      'layerNormalization 4',
      'dense 4 → 3, no bias',
      'expression 3: tanh(x)',
      'expression 3: x * x',
      'add 3',
      'dense 3 → 4, no bias',
      'add 4',
      'dense 4 → 3',
      'softmax 3',
    ]);
  });
});

/** Two weights, kernel [5, 6] and bias [6]; what it says of itself is given. */
class Described extends Layer {
  static className = 'acme>Described';
  constructor(readonly primitives: (context: { width: number }) => unknown) {
    super({ name: 'mine' });
  }
  lower(context: { width: number }) {
    return this.primitives(context);
  }
  override build(shape: (number | null)[]) {
    this.addWeight('kernel', [5, 6], 'float32', normal(1));
    this.addWeight('bias', [6], 'float32', normal(1));
    super.build(shape);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.add(tf.matMul(x, this.weights[0].read()), this.weights[1].read());
  }
  override computeOutputShape = ([rows]: (number | null)[]) => [rows, 6];
}

describe("explain reports errors in a layer's description", () => {
  const dense = { kind: 'dense', kernel: 'kernel', bias: 'bias' };
  const wrong: [string, unknown, string][] = [
    [
      'no list',
      { ...dense },
      'expected a list of primitives, received {"kind":"dense","kernel":"kernel","bias":"bias"}',
    ],
    ['nothing', undefined, 'expected a list of primitives, received undefined'],
    [
      'an unknown primitive',
      [{ kind: 'conv2d' }],
      'primitive 0 (conv2d): expected one of dense, elementwise, batchNormalization, layerNormalization, add, maxout',
    ],
    [
      'no primitive',
      [null],
      'primitive 0 (undefined): expected one of dense, elementwise, batchNormalization, layerNormalization, add, maxout',
    ],
    [
      'a weight that is not there',
      [{ ...dense, kernel: 'kernal' }],
      'primitive 0 (dense): expected as kernel the name of a weight (kernel, bias): received kernal',
    ],
    [
      'a weight twice',
      [dense, { kind: 'layerNormalization', epsilon: 0.1, beta: 'bias' }],
      'primitive 1 (layerNormalization): the weight bias is used twice',
    ],
    [
      'a weight of another shape',
      [{ kind: 'dense', kernel: 'bias' }],
      'primitive 0 (dense): expected kernel of shape [5, units]: received bias of [6]',
    ],
    ['an unused weight', [{ kind: 'dense', kernel: 'kernel' }], 'no primitive uses the weight bias'],
    [
      'another width',
      [dense, { kind: 'maxout', pieces: 3 }],
      "its output has rows of 2 numbers, but the layer's output has rows of 6",
    ],
    [
      'pieces that do not divide',
      [dense, { kind: 'maxout', pieces: 4 }],
      'primitive 1 (maxout): expected as pieces a divisor of 6, the width of a row: received 4',
    ],
    [
      'widths that differ',
      [dense, { kind: 'add' }],
      'primitive 1 (add): rows of 5 numbers cannot be added to rows of 6',
    ],
    [
      'an output that is yet to come',
      [dense, { kind: 'add', output: 1 }],
      "primitive 1 (add): expected as output the index of an earlier primitive, or nothing for the layer's input: received 1",
    ],
    [
      'a missing number',
      [dense, { kind: 'layerNormalization' }],
      'primitive 1 (layerNormalization): expected a number as epsilon: received undefined',
    ],
    [
      'a wrong expression',
      [dense, { kind: 'elementwise', expression: { operator: 'sin', operands: ['x'] } }],
      'primitive 1 (elementwise): an expression has the operators add, ',
    ],
  ];
  it.each(wrong)('%s', (_, primitives, message) => {
    const { compiled: isCompiled, reasons } = explain(withLayers(new Described(() => primitives) as never));
    expect(isCompiled).toBe(false);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toContain(
      `layer mine (acme>Described) is not compiled: the description of a layer does not fit it: ${message}`,
    );
  });

  it('a lower function that throws', () => {
    const model = withLayers(
      new Described(() => {
        throw new Error('not yet');
      }) as never,
    );
    expect(explain(model).reasons).toEqual(['layer mine (acme>Described) is not compiled: not yet']);
  });

  it('a call function that the description does not belong to', () => {
    class Half extends Maxout {
      static override className = 'acme>Half';
      override call = (inputs: tf.Tensor | tf.Tensor[]) => tf.div(super.call(inputs), 2);
    }
    expect(explain(withLayers(new Half({ units: 2, pieces: 2, name: 'half' }))).reasons).toEqual([
      'layer half (acme>Half) inherits its lower, which describes only the class that defines it',
    ]);
  });

  it('a loss that the engine can not see', () => {
    const lossy = new Maxout({ units: 2, pieces: 2, name: 'lossy' });
    const model = withLayers(lossy);
    lossy.addLoss(() => tf.scalar(1));
    expect(explain(model).reasons).toEqual([
      'layer lossy (acme>Maxout) has other losses than the regularizers of its weights (kernelRegularizer for kernel)',
    ]);
  });

  it('an activation whose expression is invalid', () => {
    const broken = registerActivation('broken', { operator: 'add', operands: ['x'] } as never) as 'relu';
    expect(explain(withLayers(layers.activation({ activation: broken, name: 'mine' }))).reasons).toEqual([
      'layer mine (Activation) is not compiled: an expression has 2 operands for add: received ["x"]',
    ]);
  });

  it('while the layer trains through TensorFlow.js', async () => {
    const { x, y } = blobs(20);
    const lower = (): LayerPrimitive[] => [];
    const { history } = await fit(withLayers(new Described(lower) as never), x, y, { epochs: 3 });
    expect(history.loss[2]).toBeLessThan(history.loss[0]);
  });
});
