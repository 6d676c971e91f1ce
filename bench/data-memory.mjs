// How much memory MNIST takes at most while it is read from parquet files of PNGs, in every form that pyarrow writes: each codec, data pages of
// both versions, dictionary pages and data pages of up to 16 MB. Every reading is a process of its own.
// Build first. Usage: node bench/data-memory.mjs [python] [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [python = '.venv/bin/python', rounds = '3'] = process.argv.slice(2);
const script = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-bench-'));
const PIXELS = 70_000 * 784;
const MOST = 3; // times the pixels, Node included

function read(program, ...args) {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

try {
  read(python, script('data_peer.py'), 'forms', folder);
  for (const form of readdirSync(folder)) {
    const peaks = Array.from({ length: Number(rounds) }, () => {
      const { peak, images } = read(process.execPath, script('data-reader.mjs'), join(folder, form));
      if (images !== 70_000) throw new Error(`${form}: expected 70,000 images, received ${images}`);
      return peak / PIXELS;
    });
    const greatest = Math.max(...peaks);
    const all = peaks.map((peak) => peak.toFixed(2)).join(', ');
    console.log(
      `${form.padEnd(20)} ${greatest.toFixed(2)} times the pixels (${all})${greatest < MOST ? '' : ' TOO MUCH'}`,
    );
    if (greatest >= MOST) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
