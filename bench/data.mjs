// How long MNIST takes to read from Keras's npz and from parquet files of PNGs, in turn with numpy.load and with pandas and Pillow on
// the same files, and how much memory each takes at most. Every reading is a process of its own, timed inside it without its start.
// Build first. Usage: node bench/data.mjs [python] [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [python = '.venv/bin/python', rounds = '7'] = process.argv.slice(2);
const script = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-bench-'));
const PIXELS = 70_000 * 784;

function read(program, ...args) {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

try {
  read(python, script('data_peer.py'), 'write', folder);
  for (const [format, peer, most] of [
    ['npz', 'numpy.load', 2],
    ['parquet', 'pandas + Pillow', 1.5],
  ]) {
    const ours = [];
    const theirs = [];
    for (let round = 0; round < Number(rounds); round++) {
      theirs.push(read(python, script('data_peer.py'), format, folder));
      const source = join(folder, format === 'npz' ? 'mnist.npz' : 'parquet');
      ours.push(read(process.execPath, script('data-reader.mjs'), source));
    }
    const median = (runs, field) => runs.map((run) => run[field]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
    const least = (runs, field) => Math.min(...runs.map((run) => run[field]));
    console.log(`\n${format}: 70,000 images, ${rounds} rounds`);
    for (const [name, runs] of [
      [peer, theirs],
      ['mlp-lab', ours],
    ])
      console.log(
        `${name.padEnd(16)} ${median(runs, 'seconds').toFixed(3)} s (least ${least(runs, 'seconds').toFixed(3)}), CPU ${median(runs, 'cpu').toFixed(3)} s (least ${least(runs, 'cpu').toFixed(3)})`,
      );
    const peak = Math.max(...ours.map((run) => run.peak));
    console.log(
      `ratio of the medians ${(median(ours, 'seconds') / median(theirs, 'seconds')).toFixed(2)}, of the least ${(least(ours, 'seconds') / least(theirs, 'seconds')).toFixed(2)} (at most ${most})`,
    );
    console.log(
      `mlp-lab's peak memory ${(peak / 2 ** 20).toFixed(0)} MiB: ${(peak / PIXELS).toFixed(2)} times the pixels, Node included`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
