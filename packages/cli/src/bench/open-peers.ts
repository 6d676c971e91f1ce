// The peers of a network: every script of a folder that runs here, on one thread and on all.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { coreCount, type Dataset, MlpLabError } from '@mlp-lab/core';
import { idxFiles } from '@mlp-lab/data-mnist';
import type { Timing } from '@mlp-lab/experiment';
import { openPeer, type Peer } from './open-peer';
import { pinToOneCore } from './pin-to-one-core';

/** A script that can't be run, and why. */
export interface FailedPeer {
  script: string;
  problem: string;
}

/** What a script measured. */
export interface MeasuredPeer {
  script: string;
  name: string;
  workload: string;
  timing: Timing;
}

/** The scripts of a folder. */
export interface PeerScripts {
  /** Starts those that train a network. A script that fails, or trains its epochs at once, is started once. */
  open(network: string): Promise<(Peer | FailedPeer)[]>;
  close(): Promise<void>;
}

/**
 * @param folder of Python scripts, and of `.mjs` scripts for Node: `bench/README.md` says what they print.
 * @throws MlpLabError `io` if the folder has no script.
 */
export async function peerScripts(folder: string, python: string, dataset: Dataset): Promise<PeerScripts> {
  const programs: Record<string, string> = { '.py': python, '.mjs': process.execPath };
  const left = new Set((await readdir(folder).catch(() => [])).filter((name) => extname(name) in programs).sort());
  if (left.size === 0) throw new MlpLabError('io', `--peers ${folder}: expected a folder of scripts, .py or .mjs`);
  const data = await mkdtemp(join(tmpdir(), 'mlp-lab-bench-'));
  for (const [name, parts] of Object.entries(idxFiles(dataset)))
    await writeFile(join(data, name), Buffer.concat(parts));

  async function start(script: string, network: string, threads: number): Promise<Peer | FailedPeer | undefined> {
    const unpin = threads === 1 ? pinToOneCore() : undefined; // a process starts on the cores of its parent
    try {
      const words = [programs[extname(script)], join(folder, script), data, network, String(threads)];
      return await openPeer(script, words);
    } catch (error) {
      return { script, problem: (error as Error).message };
    } finally {
      unpin?.();
    }
  }

  return {
    async open(network) {
      const peers: (Peer | FailedPeer)[] = [];
      for (const script of [...left])
        for (const threads of new Set([1, coreCount()])) {
          process.stderr.write(`${script}: ${network}, ${threads} ${threads === 1 ? 'thread' : 'threads'}\n`);
          const peer = left.has(script) ? await start(script, network, threads) : undefined;
          if (peer) peers.push(peer);
          if (peer && ('problem' in peer || peer.epochs)) left.delete(script);
        }
      return peers;
    },
    close: () => rm(data, { recursive: true }),
  };
}
