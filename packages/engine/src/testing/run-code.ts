// Compiles what a test builds, and applies it to numbers.
import type { FunctionBuilder } from '../codegen/assembler/function';
import { ModuleBuilder } from '../codegen/assembler/module';
import { loadVector, type Vector } from '../codegen/assembler/vector';

const PAGE = 65536;

/** `code` of four numbers at a time; `xs` are a multiple of four. */
export function runCode(code: (f: FunctionBuilder, x: Vector) => Vector, xs: Float32Array): Float32Array {
  const { byteLength, length } = xs;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((2 * byteLength) / PAGE) });
  const floats = new Float32Array(memory.buffer);
  floats.set(xs);
  const module = new ModuleBuilder();
  module.export('run', 0, (f) =>
    f.for(0, byteLength, 16, (at) => f.store(at, code(f, f.let(loadVector(at))), byteLength)),
  );
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { environment: { memory } });
  (instance.exports.run as () => void)();
  return floats.slice(length, 2 * length);
}
