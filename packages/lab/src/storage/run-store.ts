// What this browser keeps, in IndexedDB: runs, each with its settings and networks; imported networks; a person's own data. Where there is
// no IndexedDB, in memory until the page closes.
import { type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { withDigest } from '../data/read-data';
import type { SavedNetwork } from '../training/network-state';
import { answer, type OpenDatabase, OWN, written } from './database';
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
  const open = (names: string | string[], mode?: IDBTransactionMode) => {
    if (isClosed) throw new MlpLabError('io', 'a newer version of the lab is open in another tab: reload this one');
    return database.transaction(names, mode);
  };
  const store = (name: string) => open(name).objectStore(name);
  async function write(name: string, change: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = open(name, 'readwrite');
    change(transaction.objectStore(name));
    await written(transaction);
  }
  const ofRun = (run: string) => IDBKeyRange.bound([run], [run, []]);
  return {
    runs: runs.sort((a, b) => b.started - a.started),
    hasOwnData,
    put: (run) => write('runs', (runs) => runs.put(run)),
    async networks(run) {
      const all = store('networks');
      const [keys, values] = await Promise.all([answer(all.getAllKeys(ofRun(run))), answer(all.getAll(ofRun(run)))]);
      return new Map(keys.map((key, i) => [(key as string[])[1], values[i] as SavedNetwork]));
    },
    putNetwork: (run, id, network) => write('networks', (networks) => networks.put(network, [run, id])),
    async delete(run) {
      const transaction = open(['runs', 'networks'], 'readwrite');
      transaction.objectStore('runs').delete(run);
      transaction.objectStore('networks').delete(ofRun(run));
      await written(transaction);
    },
    guests: async () => answer<KeptGuest[]>(store('guests').getAll()),
    putGuest: (guest) => write('guests', (guests) => guests.put(guest)),
    deleteGuest: (id) => write('guests', (guests) => guests.delete(id)),
    async data() {
      const kept = await answer<KeptData | undefined>(store('data').get(OWN));
      return kept && withDigest(kept.dataset, kept.digest);
    },
    putData: (dataset) =>
      write('data', (data) => {
        if (!dataset) data.delete(OWN);
        else data.put({ dataset: unshared(dataset), digest: dataset.digest } satisfies KeptData, OWN);
      }),
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
