import { afterEach, describe, expect, it, vi } from 'vitest';
import { missingWebAssembly } from './webassembly-support';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** As WebKit does under a Content-Security-Policy: only the instance is refused. */
function refuse(error: Error): void {
  const { Module, validate } = WebAssembly;
  class Instance {
    constructor() {
      throw error;
    }
  }
  vi.stubGlobal('WebAssembly', { Module, validate, Instance });
}

describe('missingWebAssembly', () => {
  it('is undefined where a module with SIMD and a memory can be instantiated', () => {
    expect(missingWebAssembly(true)).toBeUndefined();
  });

  it('names the directive of a Content-Security-Policy where only the instance is refused, as in WebKit', () => {
    refuse(new EvalError('Refused to create a WebAssembly object'));
    expect(missingWebAssembly(true)).toMatch(
      /^WebAssembly is forbidden here \(Refused to create a WebAssembly object\): .*'wasm-unsafe-eval' in script-src$/,
    );
  });

  it('names the limit of addresses where no memory can be had', () => {
    refuse(new RangeError('could not allocate memory'));
    expect(missingWebAssembly(true)).toMatch(/address space .* \(ulimit -v\).*--disable-wasm-trap-handler/);
  });

  it('names what lacks SIMD, or WebAssembly altogether', () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect(missingWebAssembly(true)).toMatch(/no SIMD/);
    vi.stubGlobal('WebAssembly', undefined);
    expect(missingWebAssembly(true)).toMatch(/--jitless.*'wasm-unsafe-eval'/);
  });

  it('is tried again where it was allowed, as in a runtime that forbids it once the program is loaded', () => {
    expect(missingWebAssembly(true)).toBeUndefined();
    refuse(new EvalError('Wasm code generation disallowed by embedder'));
    expect(missingWebAssembly()).toMatch(/forbidden here \(Wasm code generation disallowed/);
    vi.unstubAllGlobals();
    expect(missingWebAssembly()).toBeUndefined();
  });
});
