// The bits of both arithmetics: the instruction, and a step of training over full rows, over lists and over sparse rows.
import { ARITHMETICS } from '@mlp-lab/core';
import { missingFusion } from '@mlp-lab/core/webassembly';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModuleBuilder } from '../codegen/assembler/module';
import { loadVector } from '../codegen/assembler/vector';
import { readsLists } from '../codegen/sparsity';
import type { ProgramLayer } from '../program';
import { createRunner } from '../run/create-runner';
import { optimizerOf } from '../testing/optimizers';
import { inOrder, type LayerSpec, makeProgram, makeSamples, makeState } from '../testing/programs';
import { fusedMultiplyAdd, stepInFloat32 } from './float32';

/** f32x4.relaxed_madd of a, b and c, all of one length. */
function instruction(a: Float32Array, b: Float32Array, c: Float32Array): Float32Array {
  expect(missingFusion()).toBeUndefined();
  const memory = new WebAssembly.Memory({ initial: 4 });
  const floats = new Float32Array(memory.buffer);
  const bytes = a.byteLength;
  [a, b, c].forEach((values, i) => {
    floats.set(values, i * a.length);
  });
  const module = new ModuleBuilder(true);
  module.export('run', 0, (f) =>
    f.for(0, bytes, 16, (at) => {
      const sum = f.let(loadVector(at, 2 * bytes));
      f.addProduct(sum, loadVector(at), loadVector(at, bytes));
      f.store(at, sum, 2 * bytes);
    }),
  );
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { environment: { memory } });
  (exports.run as () => void)();
  return floats.slice(2 * a.length, 3 * a.length);
}

const ulp = 2 ** -23;

describe('fusedMultiplyAdd', () => {
  it('rounds once where doubles round twice: sums close to halfway between two floats', () => {
    const [a, b, c] = [1 + 2 ** -12, 1 + 2 ** -12, 2 ** -60]; // a · b = 1 + 2⁻¹¹ + 2⁻²⁴, halfway between two floats
    const [below, above] = [1 + 2 ** -11, 1 + 2 ** -11 + ulp];
    expect([Math.fround(a * b - c), Math.fround(a * b), Math.fround(a * b + c)]).toEqual([below, below, below]);
    expect([-c, 0, c].map((rest) => fusedMultiplyAdd(a, b, rest))).toEqual([below, below, above]);
    expect([-c, 0, c].map((rest) => fusedMultiplyAdd(-a, b, rest))).toEqual([-above, -below, -below]);
  });

  it('gives the bits of the instruction, halfway cases, infinities and subnormal numbers included', () => {
    const part = fc.oneof(
      fc.float({ noNaN: true }),
      fc.constantFrom(1 + ulp, 1 + 2 ** -12, 1 - 2 ** -12, 2 ** -30, -(2 ** -60), 2 ** -149, 1.5, -0, Infinity),
      fc.tuple(fc.integer({ min: 1, max: 2 ** 24 - 1 }), fc.integer({ min: -60, max: 20 })).map(([m, e]) => m * 2 ** e),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part, part), { minLength: 64, maxLength: 64 }), (cases) => {
        const [a, b, c] = [0, 1, 2].map((i) => Float32Array.from(cases, (numbers) => numbers[i]));
        expect(Array.from(a, (_, i) => fusedMultiplyAdd(a[i], b[i], c[i]))).toEqual([...instruction(a, b, c)]);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe.each(ARITHMETICS)('a step in %s arithmetic has the bits of the reference', (arithmetic) => {
  const relu: LayerSpec = { kind: 'activation', function: { name: 'relu' } };
  const dense = (outputs: number): LayerSpec => ({ kind: 'dense', outputs });

  it.each<[string, LayerSpec[], { bytes?: number; sparse?: boolean }]>([
    ['over full rows', [dense(21), dense(70), dense(3)], {}],
    ['over lists', [dense(40), relu, dense(61), relu, dense(40), relu, dense(3)], {}],
    ['over lists in blocks, in wide layers', [dense(230), relu, dense(150), relu, dense(110), relu, dense(3)], {}],
    ['over sparse rows', [dense(61), relu, dense(3)], { bytes: 6 }],
    ['over sparse rows of floats', [dense(9), dense(3)], { sparse: true }],
  ])('%s', (_, layers, options) => {
    for (const [inputWidth, count] of [
      [9, 5],
      [300, 33],
      [700, 20],
    ]) {
      const optimizer = optimizerOf({ name: 'sgd', learningRate: 0.1 });
      const made = makeProgram({ inputWidth, layers, loss: 'meanSquaredError', optimizer });
      const program = { ...made, arithmetic };
      const samples = makeSamples(program, count, 5, options);
      const state = makeState(program, 6);
      const runner = createRunner(program, state, { samples, batchSize: count, seed: 0 });
      runner.train({ order: inOrder(count), from: 0, to: 1, firstStep: 0, optimizer });
      const isSparse = Object.keys(options).length > 0;
      const startsFromBias = (layer: ProgramLayer) => {
        const index = program.layers.indexOf(layer);
        return (isSparse && index === 0) || readsLists(program.layers, index);
      };
      const expected = stepInFloat32(program, state.weights, { samples, startsFromBias });
      for (const [i, values] of runner.read().weights.entries()) expect([...values]).toEqual([...expected[i]]);
    }
  });
});
