// .keras and .h5 of every form that perceptrons have in Keras 3 and 2 (fixtures/exchange/write_keras.py) are read as models that predict
// what Keras does.
import { joinTensorFlow } from '@mlp-lab/core/tensorflow';
import { predict } from '@mlp-lab/engine';
import { exportFormats, readModel, trainableCopy, writeModel } from '@mlp-lab/exchange';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { strFromU8, unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import golden from '../../../fixtures/exchange/keras.json';
import { exampleModel } from './example-models';

const tf = joinTensorFlow(core, layers);
const fileOf = (name: string) => new URL(`../../../fixtures/exchange/keras/${name}`, import.meta.url);

/** Keras itself computes with numbers of 11 and 8 bits under these policies; mlp-lab with float32. */
const TOLERANCES: readonly (readonly [RegExp, number])[] = [
  [/bfloat16/, 2e-2],
  [/float16/, 3e-3],
];
const toleranceOf = (name: string) => TOLERANCES.find(([pattern]) => pattern.test(name))?.[1] ?? 1e-6;

beforeAll(() => tf.setBackend('cpu'));

describe('files of Keras', () => {
  it.each(Object.entries(golden.predictions))('%s predicts the same', async (name, expected) => {
    const model = await readModel(fileOf(name), { tf });
    const shape = [golden.x.length, ...(model.inputs[0].shape.slice(1) as number[])];
    const { data } = await predict(model, { data: Float32Array.from(golden.x.flat()), shape });
    const numbers = expected.flat();
    expect(data.length).toBe(numbers.length);
    expect(Math.max(...numbers.map((value, i) => Math.abs(value - data[i])))).toBeLessThan(toleranceOf(name));
    model.dispose();
  });

  it.each(Object.keys(golden.predictions).filter((name) => /^(joined|channels|rms|group|repeated)/.test(name)))(
    '%s is written again in every format',
    async (name) => {
      const model = await readModel(fileOf(name), { tf });
      const shape = [golden.x.length, ...(model.inputs[0].shape.slice(1) as number[])];
      const x = { data: Float32Array.from(golden.x.flat()), shape };
      const { data } = await predict(model, x);
      for (const format of exportFormats) {
        const files = await writeModel(model, { format });
        if (format !== 'onnx' && format !== 'keras') continue; // the others can't be read from bytes alone
        const again = await readModel(Object.values(files)[0], { tf });
        expect((await predict(again, x)).data).toEqual(data);
        again.dispose();
      }
      const { 'model.onnx': bytes } = await writeModel(model, { format: 'onnx' });
      const session = await ort.InferenceSession.create(bytes);
      const { output } = await session.run({ input: new ort.Tensor('float32', x.data, shape) });
      for (const [i, value] of (output.data as Float32Array).entries())
        expect(Math.abs(value - data[i])).toBeLessThan(1e-6);
      model.dispose();
    },
  );

  it('names layers in the order in which Keras counts them, whatever order they were made in', async () => {
    const model = exampleModel(tf, 'branches of unequal length');
    const { 'model.keras': bytes } = await writeModel(model, { format: 'keras' });
    const { config } = JSON.parse(strFromU8(unzipSync(bytes)['config.json']));
    expect(config.layers.map(({ name }: { name: string }) => name)).toEqual([
      ...['input', 'long_1', 'long_1_1', 'short', 'long_2', 'short_1', 'long_2_1'],
      ...['join', 'last', 'last_1'], // as Keras 3.15.1 lists them once it has read the file
    ]);
    model.dispose();
  });

  it('normalizations that are made of other layers are not trained on', async () => {
    for (const [name, reason] of [
      [
        'rms-normalization.keras',
        /\(RMSNormalization\) is a normalization by the root mean square, which mlp-lab doesn't have/,
      ],
      ['group-normalization.keras', /\(GroupNormalization\) has 2 groups/],
    ] as const) {
      const model = await readModel(fileOf(name), { tf });
      await expect(trainableCopy(model)).rejects.toThrow(reason);
      model.dispose();
    }
  });

  it('layers keep their names, and activations inside them have names of their own', async () => {
    const model = await readModel(fileOf('names.keras'), { tf });
    expect(model.layers.slice(1).map(({ name }) => name)).toEqual([
      'fc_1.a',
      'My_ReLU',
      'dense_7',
      'dense_7_activation',
      'dense_8',
      'dense_8_activation',
    ]);
    model.dispose();
  });

  it.each([
    ['convolution', /layer conv2d \(Conv2D\) can't be read: mlp-lab has no layer Conv2D/],
    ['shared', /layer shared is used 2 times: expected once/],
    ['class', /the model is of the class Own: expected Sequential or Functional.*model\.export\('model\.onnx'/],
    ['two-inputs', /expected one/],
    ['group-images', /layer group\S* \(GroupNormalization\) takes rows of shape \[2,3\]: expected flat ones/],
    ['sparsemax', /layer dense\S* \(Dense\) has the activation sparsemax, which mlp-lab doesn't have/],
    ['dot', /layer dot\S* \(Dot\) can't be read: mlp-lab has no layer Dot/],
    ['concatenate-rows', /layer concatenate\S* \(Concatenate\) works along axis 1: expected the last one/],
    ['broadcast', /layer multiply\S* \(multiply\): expected rows like its others, \[1\]/],
    ['quantized', /layer dense\S* \(Dense\) has (quantized weights|quantization_config)/],
    ['glu', /has the activation glu, which mlp-lab doesn't have/],
  ])('refused-%s.keras is refused with the layer and the reason', async (name, reason) => {
    await expect(readModel(fileOf(`refused-${name}.keras`), { tf })).rejects.toThrow(reason);
  });

  it.each([
    [
      'constraint',
      /layer dense\S* \(Dense\) has kernel_constraint, which mlp-lab doesn't have: .* can't be trained on/,
    ],
    ['activity', /has activity_regularizer/],
    ['orthogonal', /has kernel_regularizer/],
    ['penalty', /\(ActivityRegularization\) has l2/],
    ['gamma', /\(BatchNormalization\) has beta_regularizer/],
    ['slopes', /\(PReLU\) has alpha_constraint/],
    ['noise-shape', /\(Dropout\) has noise_shape/],
    ['random', /\(RandomRotation\) changes its rows by chance/],
  ])('training-%s.keras is written again, but not trained on', async (name, reason) => {
    const model = await readModel(fileOf(`training-${name}.keras`), { tf });
    await writeModel(model, { format: 'onnx' });
    await expect(trainableCopy(model)).rejects.toThrow(reason);
    model.dispose();
  });
});
