import { afterEach, expect, it, vi } from 'vitest';
import { missingFusion } from './missing-fusion';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('can be had in Node, where Node 20 has to be told so first', () => {
  expect(missingFusion()).toBeUndefined();
});

it('says so where the instruction is known but rounds twice, as in Bun', () => {
  const { Module, validate } = WebAssembly;
  class Instance {
    exports = { f: (x: number, y: number) => Math.fround(Math.fround(x * x) + y) };
  }
  vi.stubGlobal('WebAssembly', { Module, validate, Instance });
  expect(missingFusion()).toMatch(/rounds each product/);
});

it('says so where the instruction is unknown, as in browsers without relaxed SIMD', () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => {
    throw new Error('none');
  });
  expect(missingFusion()).toMatch(/no relaxed SIMD/);
});
