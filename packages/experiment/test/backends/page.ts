// The page's side of the contract: hands it to the test, sentence by sentence.
import { compare, listBackends, loadBackend } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { tinyDataset } from '../tiny-dataset';
import { checkLoaded, contract, save } from './contract';

const backendsPage = {
  keep: (sentence: string, backend: string) => contract[sentence](backend),
  listBackends,
  load: async (backend: string, wasmPaths?: string) => (await loadBackend(backend, { wasmPaths })).name,
  async trainOn(backend: string, jobs: number) {
    const settings = { epochs: 1, batchSize: 84, scale: 'unit', wasmPaths: '/wasm/' } as const;
    const registry = createRegistry([notebook()]);
    const { rows } = await compare({ registry, dataset: tinyDataset, variants: ['relu'], backend, jobs, ...settings });
    return rows.map(({ runs: [{ history, testLoss }] }) => ({ history, testLoss }));
  },
  save,
  checkLoaded,
};

export type BackendsPage = typeof backendsPage;

Object.assign(globalThis, { backendsPage });
