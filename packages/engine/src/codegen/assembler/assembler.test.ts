import { describe, expect, it } from 'vitest';
import { bytesIn, signed, unsigned } from './code';
import type { FunctionBuilder } from './function';
import { ModuleBuilder } from './module';
import { int, loadByte, loadInt } from './scalar';
import { loadVector, vector } from './vector';

const PAGE = 65536;

function instantiate(module: ModuleBuilder, memory: WebAssembly.Memory) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { environment: { memory } });
  return exports as Record<string, (...parameters: number[]) => void>;
}

describe('LEB128', () => {
  it('writes unsigned integers seven bits a byte', () => {
    expect(bytesIn(unsigned(0))).toEqual([0]);
    expect(bytesIn(unsigned(127))).toEqual([127]);
    expect(bytesIn(unsigned(624485))).toEqual([0xe5, 0x8e, 0x26]); // the example of the DWARF standard
    expect(bytesIn(unsigned(2 ** 32 - 1))).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  it('writes signed integers with the sign in the last byte', () => {
    expect(bytesIn(signed(-1))).toEqual([0x7f]);
    expect(bytesIn(signed(63))).toEqual([63]);
    expect(bytesIn(signed(64))).toEqual([0xc0, 0]);
    expect(bytesIn(signed(-123456))).toEqual([0xc0, 0xbb, 0x78]);
  });
});

const text = (bytes: Iterable<number>) => [...bytes].join();
const vectorBytes = (value: number) => new Uint8Array(new Float32Array(4).fill(value).buffer);

describe('the assembler', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const ints = new Int32Array(memory.buffer);
  const floats = new Float32Array(memory.buffer);

  it('builds a loop that sums the integers below its parameter', () => {
    const module = new ModuleBuilder();
    module.export('sum', 1, (f, count) => {
      const sum = f.let(int(0));
      f.for(0, count, 1, (i) => f.set(sum, sum.add(i)));
      f.store(0, sum);
    });
    const { sum } = instantiate(module, memory);
    sum(10);
    expect(ints[0]).toBe(45);
    sum(0);
    expect(ints[0]).toBe(0);
  });

  it('works on four floats at once', () => {
    const module = new ModuleBuilder();
    module.export('relu', 0, (f) => f.store(16, loadVector(0).mul(2).pmax(0)));
    floats.set([-1, 0.5, 3, -0.25]);
    instantiate(module, memory).relu();
    expect([...floats.subarray(4, 8)]).toEqual([0, 1, 6, 0]);
  });

  it('reads a constant once in each function, from a global that all functions share', () => {
    const module = new ModuleBuilder();
    const store = (at: number) => (f: FunctionBuilder) =>
      f.for(0, 32, 16, (place) => f.store(place, loadVector(place).add(1.5).mul(1.5), at));
    module.export('first', 0, store(64));
    module.export('second', 0, store(128));
    const { first, second } = instantiate(module, memory);
    floats.set([1, 2, 3, 4, 5, 6, 7, 8]);
    first();
    second();
    const expected = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => (x + 1.5) * 1.5);
    expect([...floats.subarray(16, 24)]).toEqual(expected);
    expect([...floats.subarray(32, 40)]).toEqual(expected);
    expect(text(module.bytes()).split(text(vectorBytes(1.5)))).toHaveLength(2);
  });

  it('loads bytes, stores a lane, counts bits and makes bitmasks of lanes', () => {
    const module = new ModuleBuilder();
    module.export('run', 0, (f) => {
      f.store(32, loadByte(1));
      f.storeLane(36, loadVector(16));
      f.store(40, loadInt(0).popcnt());
      f.store(44, loadVector(16).ne(0).bitmask());
      f.store(48, loadVector(0).bitmaskI8());
    });
    new Uint8Array(memory.buffer).set([0x80, 0xfe, 0x01, 0, 0, 0, 0, 0xff, 0, 0, 0, 0, 0, 0, 0, 0x80]);
    floats.set([2.5, 0, Number.NaN, -0], 4);
    instantiate(module, memory).run();
    expect(ints[8]).toBe(0xfe);
    expect(floats[9]).toBe(2.5);
    expect(ints[10]).toBe(1 + 7 + 1);
    expect(ints[11]).toBe(0b0101); // NaN is not zero, -0 is
    expect(ints[12]).toBe(0b1000_0000_1000_0011);
  });

  it('propagates NaN through pmax and pmin, so that divergence is detected', () => {
    const module = new ModuleBuilder();
    module.export('relu', 0, (f) => {
      f.store(16, loadVector(0).pmax(0));
      f.store(32, loadVector(0).pmin(6));
    });
    floats.set([Number.NaN, 1, 1, 1]);
    instantiate(module, memory).relu();
    expect(floats[4]).toBeNaN();
    expect(floats[8]).toBeNaN();
  });

  it('builds functions of any length', () => {
    const module = new ModuleBuilder();
    module.export('long', 0, (f) => {
      const sum = f.let(int(0));
      for (let i = 1; i <= 5000; i++) f.set(sum, sum.add(i));
      f.store(0, sum);
    });
    instantiate(module, memory).long();
    expect(ints[0]).toBe((5000 * 5001) / 2);
  });

  it('builds a named function once', () => {
    const module = new ModuleBuilder();
    const put = (value: number) => module.defineOnce('put', 1, (f, address) => f.store(address, int(value)));
    expect(put(7)).toBe(put(8));
    module.export('run', 0, (f) => f.call(put(9), 4));
    instantiate(module, memory).run();
    expect(ints[1]).toBe(7);
  });

  it('takes either branch, and calls other functions', () => {
    const module = new ModuleBuilder();
    const put = module.define(1, (f, value) => f.store(0, value));
    module.export('isSmall', 1, (f, value) =>
      f.if(
        value.ltU(10),
        () => f.call(put, 1),
        () => f.call(put, 0),
      ),
    );
    const { isSmall } = instantiate(module, memory);
    isSmall(9);
    expect(ints[0]).toBe(1);
    isSmall(10);
    expect(ints[0]).toBe(0);
  });

  it('reuses the local variables of a scope that ended, but never live ones', () => {
    const module = new ModuleBuilder();
    module.export('both', 0, (f) => {
      const kept = f.let(int(7));
      f.scope(() => f.store(0, f.let(int(1)).add(f.let(int(2)))));
      f.scope(() => f.store(4, f.let(int(3)).add(kept)));
    });
    instantiate(module, memory).both();
    expect([ints[0], ints[1]]).toEqual([3, 10]);
  });

  it('shuffles, selects and converts lanes', () => {
    const module = new ModuleBuilder();
    module.export('lanes', 0, (f) => {
      const a = f.let(loadVector(0));
      f.store(32, a.shuffle(loadVector(16), [0, 4, 1, 5]));
      f.store(48, a.gt(2).bitselect(a, vector(-1)));
      f.store(80, a.toDouble().add(a.toDouble()));
    });
    floats.set([1.9, 2.9, 3.9, -4.9, 5, 6, 7, 8]);
    instantiate(module, memory).lanes();
    expect([...floats.subarray(8, 12)]).toEqual([1.9, 5, 2.9, 6].map(Math.fround));
    expect([...floats.subarray(12, 16)]).toEqual([-1, 2.9, 3.9, -1].map(Math.fround));
    expect(new Float64Array(memory.buffer)[10]).toBe(2 * Math.fround(1.9));
  });

  it('imports a shared memory if it gets its maximum size', () => {
    const module = new ModuleBuilder();
    module.export('put', 0, (f) => f.store(0, int(42)));
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
    const compiled = new WebAssembly.Module(module.bytes({ sharedPages: 2 }));
    const { put } = new WebAssembly.Instance(compiled, { environment: { memory: shared } }).exports as { put(): void };
    put();
    expect(new Int32Array(shared.buffer)[0]).toBe(42);
    expect(shared.buffer.byteLength).toBe(PAGE);
  });
});
