// `bench`: how fast the engine is, beside TensorFlow.js's backends and the Python libraries that are installed.
import { bench, checkWorkload, loadBackend, type Measurement, workloads } from '@mlp-lab/experiment';
import { type DataOptions, loadDataset } from '../data/load-dataset';
import { benchTable } from '../print/bench-table';
import { print } from '../print/terminal';
import { measurePeers, type Peer } from './measure-peers';

interface BenchmarkOptions extends DataOptions {
  backend?: string[];
  epochs: number;
  peers?: string;
  python: string;
  json?: boolean;
}

/** The unit of work, which every backend and every peer trains. */
const UNIT = 'relu';
const OTHER_EPOCHS = 1; // each takes seconds

export async function printBenchmark(names: readonly string[], options: BenchmarkOptions): Promise<void> {
  const chosen = names.length > 0 ? names : Object.keys(workloads);
  const others = options.backend ?? ['wasm', 'cpu'];
  chosen.forEach(checkWorkload);
  for (const backend of others) await loadBackend(backend); // fails before anything is measured
  const dataset = await loadDataset(options);

  const measurements: Measurement[] = [];
  const measure = async (workload: string, backend: string, epochs: number) => {
    process.stderr.write(`${workload} on ${backend}\n`);
    measurements.push(await bench({ dataset, workload, backend, epochs }));
  };
  for (const workload of chosen) await measure(workload, 'engine', options.epochs);
  for (const backend of others) await measure(chosen.includes(UNIT) ? UNIT : chosen[0], backend, OTHER_EPOCHS);
  const peers: Peer[] = options.peers === undefined ? [] : await measurePeers(options.peers, options.python, dataset);

  if (options.json) process.stdout.write(`${JSON.stringify({ measurements, peers }, null, 2)}\n`);
  else print(`${benchTable(measurements, peers, dataset)}\n`);
}
