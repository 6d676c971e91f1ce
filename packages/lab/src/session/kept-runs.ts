// The runs that the browser keeps, as the open lab writes and reads them.
import type { Registry } from '@mlp-lab/models';
import type { RunStore, StoredRun } from '../storage/run-store';
import { openSaveQueue } from '../storage/save-queue';
import { epochsOf, type NetworkState, type SavedNetwork } from '../training/network-state';
import { summarize } from '../training/summarize';
import type { LabView } from './lab-view';

export interface KeptRuns {
  /** Writes a network soon; of several states, the newest. */
  putNetwork(run: string, id: string, network: SavedNetwork): void;
  networks(run: string): Promise<Map<string, SavedNetwork>>;
  /** Writes what the list of runs shows of the view's run, once anything of it was trained. @returns the new list. */
  save(view: LabView): Promise<readonly StoredRun[]>;
  /** Marks the view's run as over. */
  end(view: LabView): Promise<void>;
  star(run: StoredRun): Promise<StoredRun>;
  delete(run: StoredRun): Promise<void>;
}

export function openKeptRuns(store: RunStore, registry: Registry, onFailure: (error: Error) => void): KeptRuns {
  const queue = openSaveQueue<SavedNetwork>((run, id, network) => store.putNetwork(run, id, network), { onFailure });
  for (const event of ['visibilitychange', 'pagehide'])
    addEventListener(event, () => document.visibilityState === 'hidden' && void queue.flush(), { capture: true });
  return {
    putNetwork: queue.add,
    async networks(run) {
      await queue.flush();
      return store.networks(run);
    },
    async save(view) {
      const { networks, settings, run, dataset, isPlaying, runs } = view;
      if (!isPlaying && !networks.some((network) => epochsOf(network) > 0)) return runs;
      const known = runs.find(({ id }) => id === run);
      const stored: StoredRun = {
        id: run,
        started: known?.started ?? Date.now(),
        settings,
        dataset: dataset?.name ?? '',
        isStarred: known?.isStarred ?? false,
        isPlaying,
        summary: summarize(settings, networks, registry, dataset),
      };
      await store.put(stored).catch(onFailure);
      return [stored, ...view.runs.filter(({ id }) => id !== run)].sort((a, b) => b.started - a.started);
    },
    async end({ run, runs }) {
      const known = runs.find(({ id }) => id === run);
      if (known) await store.put({ ...known, isPlaying: false }).catch(onFailure);
    },
    async star(run) {
      const starred = { ...run, isStarred: !run.isStarred };
      await store.put(starred);
      return starred;
    },
    async delete({ id }) {
      queue.drop(id);
      await store.delete(id);
    },
  };
}

/** What is kept of a network. */
export const savedOf = (network: NetworkState): SavedNetwork => {
  const { identity, rates, checkpoint, result, endedEarly, failure } = network;
  return { identity, rates, checkpoint, result, endedEarly, failure };
};
