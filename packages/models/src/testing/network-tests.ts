// The tests that every network of a plugin must pass.
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkOptions } from '../options';
import type { Plugin } from '../plugin';
import type { ContractTest, PluginContractOptions } from './contract-test';
import type { ContractVariant } from './contract-variants';
import { fail } from './fail';
import { CLASSES, openBench } from './test-bench';

/** The tests of one network. */
export function networkTests(plugin: Plugin, tested: ContractVariant, options: PluginContractOptions): ContractTest[] {
  const { title, variant } = tested;
  const bench = () => openBench(plugin, tested, options);
  const test = (sentence: string, run: () => Promise<void>): ContractTest => ({ name: `${title} ${sentence}`, run });
  return [
    test('gives probabilities', async () => {
      const { use, predict } = bench();
      await use(1, async (model) => checkProbabilities(title, await predict(model)));
    }),

    test('learns: its loss falls, and every trainable weight moves', async () => {
      const { use, fit, loss } = bench();
      await use(1, async (model) => {
        const [before, start] = [await loss(model), trainable(model)];
        await fit(model, 1);
        const after = await loss(model);
        if (!(after < before)) fail(`${title}: its loss after training`, `less than ${before} before it`, after);
        const still = trainable(model).filter(({ values }, i) =>
          values.every((value, j) => value === start[i].values[j]),
        );
        if (still.length > 0)
          fail(`${title}: trainable weights`, 'all to move', `${still[0].name}, which stays as it was`);
      });
    }),

    test('gives the same numbers for the same seed, and others for another', async () => {
      const { use, fit, predict, checkSeeded } = bench();
      const trained = (seed: number) =>
        use(seed, async (model) => {
          checkSeeded(model);
          const initial = named(model.weights);
          await fit(model, seed, SHORT);
          return { initial, answers: await predict(model) };
        });
      const [first, again, other] = [await trained(1), await trained(1), await trained(2)];
      const unseeded = first.initial.find(({ values }, i) => !same(values, again.initial[i].values));
      if (unseeded)
        fail(
          `${title}: initial weights of one seed`,
          "the same twice, as the layer's getConfig has the weight's initializer (kernelInitializer for kernel)",
          `others in ${unseeded.name}`,
        );
      if (!same(first.answers, again.answers))
        fail(`${title}: training by one seed`, 'the same twice', 'another network');
      if (first.initial.every(({ values }, i) => same(values, other.initial[i].values)))
        fail(`${title}: initial weights of two seeds`, 'others', 'the same');
    }),

    test('is saved and loaded to the same answers', async () => {
      const { use, fit, predict, saveAndLoad } = bench();
      await use(1, async (model) => {
        await fit(model, 1, SHORT);
        const loaded = await saveAndLoad(model);
        const [here, there] = [await predict(model), await predict(loaded)];
        loaded.dispose();
        if (!same(here, there)) fail(`${title}: the loaded network`, 'the answers of the saved one', 'others');
      });
    }),

    test('leaves no tensor behind', async () => {
      const { use, fit, predict } = bench();
      const { memory } = options.tf;
      const once = () =>
        use(1, async (model) => {
          await fit(model, 1, SHORT);
          await predict(model);
        });
      await once(); // what is created once remains
      const before = memory().numTensors;
      await once();
      const left = memory().numTensors - before;
      if (left !== 0) fail(`${title}: tensors left after building, training and dispose`, '0', left);
    }),

    ...(options.engine === undefined
      ? []
      : [
          test('is computed by the engine as by TensorFlow.js', async () => {
            const { use, fit, predict, predictCompiled } = bench();
            const answers = async (compile: boolean) =>
              use(1, async (model) => {
                const untrained = await (compile ? predictCompiled : predict)(model);
                await fit(model, 1, { epochs: 1, compile });
                return [untrained, await predict(model)];
              });
            const [compiled, plain] = [await answers(true), await answers(false)];
            ['before training', 'after an epoch'].forEach((when, i) => {
              const error = greatestDifference(compiled[i], plain[i]);
              if (!(error < TOLERANCE))
                fail(`${title}: the engine's answers ${when}`, `TensorFlow.js's`, `${error} off`);
            });
          }),
        ]),

    ...(tested.mustCompile && options.engine?.explain !== undefined
      ? [
          test('is compiled by the engine', async () => {
            const { use, explain } = bench();
            await use(1, async (model) => {
              const { compiled, reasons } = explain(model);
              if (!compiled) fail(`${title}: compiled by the engine`, 'true', reasons.join('; '));
            });
          }),
        ]
      : []),

    ...(variant.options === undefined
      ? []
      : [test('checks its options', async () => checkRefusals(title, variant.options!))]),
  ];
}

/** For tests in which the loss does not matter. */
const SHORT = { epochs: 2 };

/** Both compute in float32, but in a different order; the difference grows during an epoch. */
const TOLERANCE = 1e-3;

function checkProbabilities(title: string, answers: Float32Array): void {
  for (let at = 0; at < answers.length; at += CLASSES) {
    const row = answers.subarray(at, at + CLASSES);
    const sum = row.reduce((total, value) => total + value, 0);
    if (!(Math.abs(sum - 1) < 1e-4 && row.every((value) => value >= 0)))
      fail(`${title}: what it answers to an image`, `${CLASSES} probabilities that add up to 1 (softmax)`, `[${row}]`);
  }
}

/** Each option must reject an obviously invalid value, and unknown options must be rejected. */
function checkRefusals(title: string, schema: NonNullable<ContractVariant['variant']['options']>): void {
  const accepts = (given: object) => {
    try {
      checkOptions(title, schema, { ...given });
      return true;
    } catch {
      return false;
    }
  };
  const defaults = checkOptions(title, schema);
  for (const name of Object.keys(defaults))
    if (accepts({ [name]: { not: 'a value' } }))
      fail(`${title}: option ${name}`, 'to refuse { not: "a value" }', 'it taken');
  if (accepts({ noSuchOption: 1 })) fail(`${title}: an option noSuchOption`, 'to be refused', 'it taken');
}

const trainable = (model: LayersModel) => named(model.trainableWeights);

const named = (weights: LayersModel['weights']) =>
  weights.map((weight) => ({ name: weight.originalName, values: numbers(weight.read()) }));

const numbers = (tensor: Tensor) => Float32Array.from(tensor.dataSync());

const same = (a: Float32Array, b: Float32Array) =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

const greatestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), a.every(Number.isFinite) ? 0 : Number.NaN);
