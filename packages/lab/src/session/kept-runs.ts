// The runs that the browser keeps, as the open lab writes and reads them.
import type { Registry } from '@mlp-lab/models';
import type { RunStore } from '../storage/run-store';
import { openSaveQueue } from '../storage/save-queue';
import type { StoredRun } from '../storage/stored-run';
import { epochsOf, type NetworkState, type SavedNetwork } from '../training/network-state';
import { summarize } from '../training/summarize';
import type { LabView } from './lab-view';

export interface KeptRuns {
  /** The runs of this browser, the newest first. */
  list(): readonly StoredRun[];
  /** Writes a network soon; of several states, the newest. */
  putNetwork(run: string, id: string, network: SavedNetwork): void;
  networks(run: string): Promise<Map<string, SavedNetwork>>;
  /** Lists the view's run as it is now, once it plays or anything of it was trained, and writes what the list shows of it. */
  save(view: LabView): void;
  star(run: StoredRun): void;
  delete(run: StoredRun): void;
}

export interface KeptRunsOptions {
  store: RunStore;
  /** What the store has. */
  runs: readonly StoredRun[];
  registry: Registry;
  onFailure(error: Error): void;
}

export function openKeptRuns({ store, runs: known, registry, onFailure }: KeptRunsOptions): KeptRuns {
  let runs = known;
  const queue = openSaveQueue<SavedNetwork>((run, id, network) => store.putNetwork(run, id, network), { onFailure });
  for (const event of ['visibilitychange', 'pagehide'])
    addEventListener(event, () => document.visibilityState === 'hidden' && void queue.flush(), { capture: true });

  function put(run: StoredRun): void {
    runs = [run, ...runs.filter(({ id }) => id !== run.id)].sort((a, b) => b.started - a.started);
    store.put(run).catch(onFailure);
  }
  return {
    list: () => runs,
    putNetwork: queue.add,
    async networks(run) {
      await queue.flush();
      return store.networks(run);
    },
    save({ networks, settings, run, dataset, isPlaying }) {
      const known = runs.find(({ id }) => id === run);
      if (isPlaying || networks.some((network) => epochsOf(network) > 0))
        put({
          id: run,
          started: known?.started ?? Date.now(),
          settings,
          dataset: dataset?.name ?? '',
          isStarred: known?.isStarred ?? false,
          isPlaying,
          summary: summarize(settings, networks, registry, dataset),
        });
      else if (known && known.isPlaying !== isPlaying) put({ ...known, isPlaying });
    },
    star: (run) => put({ ...run, isStarred: !run.isStarred }),
    delete({ id }) {
      queue.drop(id);
      runs = runs.filter((run) => run.id !== id);
      store.delete(id).catch(onFailure);
    },
  };
}

/** What is kept of a network. */
export const savedOf = (network: NetworkState): SavedNetwork => {
  const { identity, rates, checkpoint, result, endedEarly, failure } = network;
  return { identity, rates, checkpoint, result, endedEarly, failure };
};
