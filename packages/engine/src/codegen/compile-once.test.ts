import { describe, expect, it } from 'vitest';
import type { Program } from '../program';
import { optimizerOf } from '../testing/optimizers';
import { type LayerSpec, makeProgram } from '../testing/programs';
import { compileOnce } from './compile-once';

const options = { base: 64, capacity: 32, input: 'dense' } as const;
const program = (activation: LayerSpec, learningRate = 0.1): Program =>
  makeProgram({
    inputWidth: 4,
    layers: [{ kind: 'dense', outputs: 5 }, activation, { kind: 'dense', outputs: 2 }],
    loss: 'meanSquaredError',
    optimizer: optimizerOf({ name: 'sgd', learningRate }),
  });
const relu = (max?: number): LayerSpec => ({ kind: 'activation', function: { name: 'relu', max } });

describe('a program', () => {
  it('is compiled once, however many equal copies of it there are', () => {
    const first = compileOnce(program(relu()), options);
    expect(compileOnce(program(relu()), options).module).toBe(first.module);
  });

  it('is compiled again if anything in it, or its address, differs', () => {
    const modules = [
      compileOnce(program(relu()), options),
      compileOnce(program(relu(6)), options),
      compileOnce(program(relu(Number.POSITIVE_INFINITY)), options),
      compileOnce(program(relu(Number.NaN)), options),
      compileOnce(program(relu(0)), options),
      compileOnce(program(relu(-0)), options),
      compileOnce(program(relu()), { ...options, base: 128 }),
    ];
    expect(new Set(modules.map(({ module }) => module)).size).toBe(modules.length);
  });

  it('leaves the cache after eight others were compiled', () => {
    const first = compileOnce(program(relu()), options);
    for (let i = 1; i <= 8; i++) compileOnce(program(relu(), i), options);
    expect(compileOnce(program(relu()), options).module).not.toBe(first.module);
  });
});
