// The page's side of the contract: hands it to the test, sentence by sentence.
import { listBackends, loadBackend } from '@mlp-lab/experiment';
import { checkLoaded, contract, lossesOf, save } from './contract';

const backendsPage = {
  keep: (sentence: string, backend: string) => contract[sentence](backend),
  listBackends,
  load: async (backend: string, wasmPaths?: string) => (await loadBackend(backend, { wasmPaths })).name,
  lossesOf,
  save,
  checkLoaded,
};

export type BackendsPage = typeof backendsPage;

Object.assign(globalThis, { backendsPage });
