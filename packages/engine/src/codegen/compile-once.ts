// Compiles a Program once: the networks of an ensemble, and training and prediction of one network, share the module.
import type { Program } from '../program';
import { type Compiled, type CompileOptions, compile } from './compile';
import { exactKey } from './exact-key';

/** Plain data, which can be sent to other threads. */
export interface CompiledModule extends Omit<Compiled, 'bytes'> {
  readonly module: WebAssembly.Module;
}

const CACHE_SIZE = 8;
const cache = new Map<string, CompiledModule>(); // the most recently used is the last

export function compileOnce(program: Program, options: CompileOptions): CompiledModule {
  const key = exactKey([program, options]);
  const found = cache.get(key) ?? compileModule(program, options);
  cache.delete(key);
  cache.set(key, found);
  for (const oldest of cache.keys()) if (cache.size > CACHE_SIZE) cache.delete(oldest);
  return found;
}

function compileModule(program: Program, options: CompileOptions): CompiledModule {
  const { bytes, ...compiled } = compile(program, options);
  return { ...compiled, module: new WebAssembly.Module(bytes) };
}
