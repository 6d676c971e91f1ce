// What this browser keeps: runs, each with its settings and networks, in IndexedDB. Where there is none, in memory until the page closes.
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
}

const NAME = 'mlp-lab';
const VERSION = 1;

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
    request.result.createObjectStore('runs', { keyPath: 'id' });
    request.result.createObjectStore('networks'); // key: [run, task]
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
  };
}

function memoryStore(): RunStore {
  const runs = new Map<string, StoredRun>();
  const networks = new Map<string, Map<string, SavedNetwork>>();
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
  };
}

const newestFirst = (runs: StoredRun[]) => runs.sort((a, b) => b.started - a.started);

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
