// What this browser keeps: runs, each with its settings and networks, in IndexedDB. Where there is none, in memory until the page closes.
import type { Dataset, ImageSet } from '@mlp-lab/core';
import { withDigest } from '../data/read-data';
import type { Settings } from '../state/settings';
import type { SavedNetwork } from '../training/network-state';

/** A run: some cards, trained. Its networks are kept apart, by the run's id and their tasks' ids. */
export interface StoredRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly settings: Settings;
  readonly dataset: string;
  readonly isStarred: boolean;
  /** Whether it was playing when the page was last seen. */
  readonly isPlaying: boolean;
  /** By card: what the drawer shows. */
  readonly summary: readonly RunSummary[];
}

export interface RunSummary {
  readonly card: string;
  readonly title: string;
  readonly epochs: number;
  /** On the test images, of the first run of the card; undefined until it was tested. */
  readonly testAccuracy?: number;
  readonly validationAccuracy?: number;
  readonly seconds: number;
}

export interface RunStore {
  /** The newest first. */
  list(): Promise<StoredRun[]>;
  put(run: StoredRun): Promise<void>;
  networks(run: string): Promise<Map<string, SavedNetwork>>;
  putNetwork(run: string, id: string, network: SavedNetwork): Promise<void>;
  delete(run: string): Promise<void>;
  /** The data set that a person imported. */
  data(): Promise<Dataset | undefined>;
  hasData(): Promise<boolean>;
  /** Without one, nothing is kept any longer. */
  putData(dataset?: Dataset): Promise<void>;
}

const NAME = 'mlp-lab';
const VERSION = 2;
const OWN = 'own'; // the key of the one data set

export async function openRunStore(): Promise<RunStore> {
  try {
    return databaseStore(await openDatabase());
  } catch {
    return memoryStore(); // a private window, or the user forbids it
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const { result } = request;
    const names = result.objectStoreNames;
    if (!names.contains('runs')) result.createObjectStore('runs', { keyPath: 'id' });
    if (!names.contains('networks')) result.createObjectStore('networks'); // key: [run, task]
    if (!names.contains('data')) result.createObjectStore('data');
  };
  return answer(request);
}

function databaseStore(database: IDBDatabase): RunStore {
  const store = (name: string, mode: IDBTransactionMode = 'readonly') =>
    database.transaction(name, mode).objectStore(name);
  const ofRun = (run: string) => IDBKeyRange.bound([run], [run, []]);
  return {
    list: async () => newestFirst(await answer<StoredRun[]>(store('runs').getAll())),
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
    async data() {
      const kept = await answer<KeptData | undefined>(store('data').get(OWN));
      return kept && withDigest(kept.dataset, kept.digest);
    },
    hasData: async () => (await answer(store('data').count(OWN))) > 0,
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
  const runs = new Map<string, StoredRun>();
  const networks = new Map<string, Map<string, SavedNetwork>>();
  let data: Dataset | undefined;
  return {
    list: async () => newestFirst([...runs.values()]),
    async put(run) {
      runs.set(run.id, run);
    },
    networks: async (run) => new Map(networks.get(run)),
    async putNetwork(run, id, network) {
      networks.set(run, new Map(networks.get(run)).set(id, network));
    },
    async delete(run) {
      runs.delete(run);
      networks.delete(run);
    },
    data: async () => data,
    hasData: async () => data !== undefined,
    async putData(dataset) {
      data = dataset;
    },
  };
}

const newestFirst = (runs: StoredRun[]) => runs.sort((a, b) => b.started - a.started);

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
