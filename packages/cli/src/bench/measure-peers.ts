// The same unit of work in Python: every script of a folder that runs here, on the same images.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { idxFiles } from '@mlp-lab/data-mnist';
import { type Timing, timing } from '@mlp-lab/experiment';

/** What a script measured, or why it could not. */
export interface Peer {
  script: string;
  /** `JAX 0.10.2, an epoch in one lax.scan, 1 thread` */
  name: string;
  timing?: Timing;
  problem?: string;
}

/**
 * @param folder of scripts. Each receives the folder of the four IDX files as its argument and prints, as JSON on its last line,
 * its `name` and `epochs`, the milliseconds of each epoch.
 * @throws MlpLabError `io` if the folder has no script.
 */
export async function measurePeers(folder: string, python: string, dataset: Dataset): Promise<Peer[]> {
  const scripts = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.py')).sort();
  if (scripts.length === 0) throw new MlpLabError('io', `--peers ${folder}: expected a folder of Python scripts`);
  const data = await mkdtemp(join(tmpdir(), 'mlp-lab-bench-'));
  try {
    for (const [name, parts] of Object.entries(idxFiles(dataset)))
      await writeFile(join(data, name), Buffer.concat(parts));
    const peers: Peer[] = [];
    for (const script of scripts) {
      process.stderr.write(`${script}\n`);
      peers.push({ script, ...(await run(python, join(folder, script), data)) });
    }
    return peers;
  } finally {
    await rm(data, { recursive: true });
  }
}

async function run(python: string, script: string, data: string): Promise<Omit<Peer, 'script'>> {
  try {
    const { stdout } = await promisify(execFile)(python, [script, data]);
    const { name, epochs } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    return { name, timing: timing(epochs) };
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    return { name: '', problem: stderr.trimEnd().split('\n').at(-1) || message };
  }
}
