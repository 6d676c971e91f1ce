// The browser's database for the lab, IndexedDB: runs, their networks, imported networks and own data.
import type { StoredRun } from './stored-run';

const NAME = 'mlp-lab';
const VERSION = 3;
export const OWN = 'own'; // the key of the one data set that a person imported

/** The database, and what the page shows of it first. */
export interface OpenDatabase {
  database: IDBDatabase;
  runs: StoredRun[];
  hasOwnData: boolean;
}

/** Fails where the browser keeps nothing for the page, and where an older lab in another tab doesn't let go. */
export async function openDatabase(): Promise<OpenDatabase> {
  // some browsers have none in private windows
  if (!globalThis.indexedDB) throw new Error('This browser keeps nothing for a page here, as in a private window.');
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const { result } = request;
    const names = result.objectStoreNames;
    if (!names.contains('runs')) result.createObjectStore('runs', { keyPath: 'id' });
    if (!names.contains('networks')) result.createObjectStore('networks'); // key: [run, task]
    if (!names.contains('data')) result.createObjectStore('data');
    if (!names.contains('guests')) result.createObjectStore('guests', { keyPath: 'id' });
  };
  const blocked = new Promise<never>((_, reject) => {
    request.onblocked = () =>
      reject(new Error('An older version of the lab is open in another tab: close it, then reload this one.'));
  });
  const database = await Promise.race([answer(request), blocked]);
  const stores = database.transaction(['runs', 'data']);
  const [runs, own] = await Promise.all([
    answer<StoredRun[]>(stores.objectStore('runs').getAll()),
    answer(stores.objectStore('data').count(OWN)),
  ]);
  return { database, runs, hasOwnData: own > 0 };
}

export function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(described(request.error));
  });
}

/** Commits what was asked of it, at once: a page that closes takes back whatever is not committed. */
export function written(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(described(transaction.error));
    transaction.commit();
  });
}

/** Browsers leave the message of some of these errors empty. */
function described(error: DOMException | null): Error {
  if (error?.name === 'QuotaExceededError')
    return new Error('the browser gives this page no more room. Delete earlier runs, or free some of the disk.');
  return error?.message ? error : new Error(error?.name ?? 'the browser gave no reason');
}
