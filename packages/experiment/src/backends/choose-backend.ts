// The backend of a comparison: loaded before any training, unless the caller's executor has it.
import type { Executor } from '../executor/executor';
import type { BackendOptions } from './backend';
import { AUTO, checkBackend, defaultBackend } from './definitions';
import { loadBackend } from './load-backend';

export async function chooseBackend({
  backend = defaultBackend,
  executor,
  wasmPaths,
}: BackendOptions & { backend?: string; executor?: Executor }): Promise<string> {
  if (executor === undefined) return (await loadBackend(backend, { wasmPaths })).name;
  checkBackend(backend);
  return backend === AUTO ? defaultBackend : backend;
}
