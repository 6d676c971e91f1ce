// A Program compiled down to machine code, once: the members of an ensemble, and training and prediction of a network, share it.
import type { Program } from '../program';
import { type Compiled, type CompileOptions, compile } from './compile';

export interface CompiledModule extends Compiled {
  readonly module: WebAssembly.Module;
}

const MOST_KEPT = 8;
const kept = new Map<string, CompiledModule>(); // the last used is the last

export function compileOnce(program: Program, options: CompileOptions): CompiledModule {
  const key = JSON.stringify([program, options], exactly);
  const found = kept.get(key) ?? compileModule(program, options);
  kept.delete(key);
  kept.set(key, found);
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return found;
}

function compileModule(program: Program, options: CompileOptions): CompiledModule {
  const compiled = compile(program, options);
  return { ...compiled, module: new WebAssembly.Module(compiled.bytes) };
}

/** JSON has no -0, no infinity and no NaN: numbers as text. */
function exactly(_: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Object.is(value, -0) ? '-0' : `${value}`;
}
