// What this browser keeps, in IndexedDB: runs, each with its settings and networks; imported networks; a person's own data. Where there is
// no IndexedDB, in memory until the page closes.
import { type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { withDigest } from '../data/read-data';
import type { SavedNetwork } from '../training/network-state';
import { answer, type OpenDatabase, OWN } from './database';
import type { GuestStore, KeptGuest } from './kept-guest';
import type { StoredRun } from './stored-run';

export interface RunStore extends GuestStore {
  /** Why nothing outlasts the page. */
  readonly problem?: string;
  /** Those that were there when it was opened, the newest first. */
  readonly runs: readonly StoredRun[];
  /** Whether there was a person's own data set when it was opened. */
  readonly hasOwnData: boolean;
  put(run: StoredRun): Promise<void>;
  networks(run: string): Promise<Map<string, SavedNetwork>>;
  putNetwork(run: string, id: string, network: SavedNetwork): Promise<void>;
  delete(run: string): Promise<void>;
  /** The data set that a person imported. */
  data(): Promise<Dataset | undefined>;
  /** Without one, nothing is kept any longer. */
  putData(dataset?: Dataset): Promise<void>;
}

/** @param opened the browser's database, which may be refused: in a private window, by the user, or by an older lab that holds on to it. */
export async function openRunStore(opened: Promise<OpenDatabase>): Promise<RunStore> {
  try {
    return databaseStore(await opened);
  } catch (error) {
    return { ...memoryStore(), problem: `Runs are lost when the page closes. ${(error as Error).message}` };
  }
}

function databaseStore({ database, runs, hasOwnData }: OpenDatabase): RunStore {
  let isClosed = false;
  // A newer lab in another tab waits for this one to let go.
  database.onversionchange = () => {
    isClosed = true;
    database.close();
  };
  const store = (name: string, mode: IDBTransactionMode = 'readonly') => {
    if (isClosed) throw new MlpLabError('io', 'a newer version of the lab is open in another tab: reload this one');
    return database.transaction(name, mode).objectStore(name);
  };
  const ofRun = (run: string) => IDBKeyRange.bound([run], [run, []]);
  return {
    runs: runs.sort((a, b) => b.started - a.started),
    hasOwnData,
    async put(run) {
      await answer(store('runs', 'readwrite').put(run));
    },
    async networks(run) {
      const all = store('networks');
      const [keys, values] = await Promise.all([answer(all.getAllKeys(ofRun(run))), answer(all.getAll(ofRun(run)))]);
      return new Map(keys.map((key, i) => [(key as string[])[1], values[i] as SavedNetwork]));
    },
    async putNetwork(run, id, network) {
      await answer(store('networks', 'readwrite').put(network, [run, id]));
    },
    async delete(run) {
      await answer(store('runs', 'readwrite').delete(run));
      await answer(store('networks', 'readwrite').delete(ofRun(run)));
    },
    guests: async () => answer<KeptGuest[]>(store('guests').getAll()),
    async putGuest(guest) {
      await answer(store('guests', 'readwrite').put(guest));
    },
    async deleteGuest(id) {
      await answer(store('guests', 'readwrite').delete(id));
    },
    async data() {
      const kept = await answer<KeptData | undefined>(store('data').get(OWN));
      return kept && withDigest(kept.dataset, kept.digest);
    },
    async putData(dataset) {
      const data = store('data', 'readwrite');
      if (!dataset) await answer(data.delete(OWN));
      else await answer(data.put({ dataset: unshared(dataset), digest: dataset.digest } satisfies KeptData, OWN));
    },
  };
}

interface KeptData {
  dataset: Dataset;
  digest?: string;
}

/** A database takes no memory that threads share. */
function unshared(dataset: Dataset): Dataset {
  const copy = (set: ImageSet): ImageSet => ({ ...set, images: set.images.slice(), labels: set.labels.slice() });
  return { ...dataset, train: copy(dataset.train), test: copy(dataset.test) };
}

function memoryStore(): RunStore {
  const networks = new Map<string, Map<string, SavedNetwork>>();
  const guests = new Map<string, KeptGuest>();
  let data: Dataset | undefined;
  return {
    runs: [],
    hasOwnData: false,
    put: async () => {}, // the page lists them itself
    networks: async (run) => new Map(networks.get(run)),
    async putNetwork(run, id, network) {
      networks.set(run, new Map(networks.get(run)).set(id, network));
    },
    async delete(run) {
      networks.delete(run);
    },
    guests: async () => [...guests.values()],
    async putGuest(guest) {
      guests.set(guest.id, guest);
    },
    async deleteGuest(id) {
      guests.delete(id);
    },
    data: async () => data,
    async putData(dataset) {
      data = dataset;
    },
  };
}
