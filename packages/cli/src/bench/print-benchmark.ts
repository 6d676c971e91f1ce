// `bench`: how fast the engine is, beside TensorFlow.js's backends and the libraries that are installed.
import type { Arithmetic } from '@mlp-lab/core';
import {
  type BenchOptions,
  bench,
  checkWorkload,
  loadBackend,
  type Measurement,
  type OpenBench,
  openBench,
  timing,
  workloads,
} from '@mlp-lab/experiment';
import { type DataOptions, loadDataset } from '../data/load-dataset';
import { benchTable } from '../print/bench-table';
import { printJson } from '../print/print-json';
import { print } from '../print/terminal';
import { type FailedPeer, type MeasuredPeer, type PeerScripts, peerScripts } from './open-peers';
import { pinToOneCore } from './pin-to-one-core';

interface BenchmarkOptions extends DataOptions {
  backend?: string[];
  epochs: number;
  arithmetic?: Arithmetic;
  threads?: number;
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
  const scripts = options.peers === undefined ? undefined : await peerScripts(options.peers, options.python, dataset);

  const measurements: Measurement[] = [];
  const peers: (MeasuredPeer | FailedPeer)[] = [];
  try {
    for (const workload of chosen) {
      process.stderr.write(`${workload} on the engine\n`);
      const { epochs, arithmetic, threads } = options;
      const asked = { dataset, workload, backend: 'engine', epochs, arithmetic, threads };
      const measured = await interleaved(asked, scripts);
      measurements.push(...measured.measurements);
      peers.push(...measured.peers);
    }
  } finally {
    await scripts?.close();
  }
  for (const backend of others) {
    const workload = chosen.includes(UNIT) ? UNIT : chosen[0];
    process.stderr.write(`${workload} on ${backend}\n`);
    measurements.push(await bench({ dataset, workload, backend, epochs: OTHER_EPOCHS }));
  }
  if (options.json) printJson({ measurements, peers });
  else print(`${benchTable(measurements, peers, dataset)}\n`);
}

/**
 * Times the engine and the peers by turns, an epoch each, so that what slows the machine down for a while slows all of them. With
 * `arithmetic: 'fused'`, the engine takes part in both arithmetics, with `threads`, on one thread and on several.
 */
async function interleaved(options: BenchOptions, scripts: PeerScripts | undefined) {
  const { workload } = options;
  const arithmetics = options.arithmetic === 'fused' ? (['separate', 'fused'] as const) : [options.arithmetic];
  const opened = (await scripts?.open(workload)) ?? [];
  const counts = new Set([1, options.threads ?? 1]);
  const unpin = counts.size === 1 ? pinToOneCore() : () => {};
  const engines: OpenBench[] = [];
  for (const threads of counts)
    for (const arithmetic of arithmetics) {
      const engine = await openBench({ ...options, threads, arithmetic });
      // on one thread it trains as another does
      if (threads > 1 && engine.measured.threads === undefined) await engine.close();
      else engines.push(engine);
    }
  const waiting = opened.flatMap((peer) => ('problem' in peer || peer.epochs ? [] : [peer]));
  const turns = [...engines, ...waiting].map((competitor) => ({ competitor, epochs: [] as number[] }));
  try {
    for (let round = 0; round < options.epochs; round++)
      for (const { competitor, epochs } of turns) epochs.push(await competitor.epoch());
  } finally {
    unpin();
    for (const { competitor } of turns) await competitor.close();
  }
  const timingOf = (competitor: unknown) => timing(turns.find((turn) => turn.competitor === competitor)!.epochs);
  return {
    measurements: engines.map((engine) => ({ ...engine.measured, ...timingOf(engine) })),
    peers: opened.map((peer) =>
      'problem' in peer
        ? peer
        : {
            script: peer.script,
            name: peer.name,
            workload,
            timing: peer.epochs ? timing(peer.epochs) : timingOf(peer),
          },
    ),
  };
}
