// Access to Node's threads that no bundler for browsers follows. Their types are written out: programs for browsers lack those of Node.

/** What a worker of node:worker_threads and a process have in common. */
export interface NodeWorker {
  /** Listens to what it says, and to how it ends. */
  on<Message>(event: 'message', listener: (message: Message) => void): unknown;
  on(event: 'messageerror', listener: (error: Error) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  /** Sends it a message. */
  postMessage(message: unknown): void;
  /** Ends it at once. */
  terminate(): unknown;
}

/** What is used of the module `node:worker_threads`. */
interface WorkerThreads {
  Worker: new (script: URL) => NodeWorker & { ref(): void; unref(): void };
  parentPort: Pick<NodeWorker, 'on' | 'postMessage'> | null;
}

/** The module `node:worker_threads` of Node and Deno. */
export const nodeWorkers = (): WorkerThreads => process.getBuiltinModule('node:worker_threads');

/** Whether this program runs in a browser: on a page or in one of its Web Workers. */
export function isBrowser(): boolean {
  return typeof process !== 'object' || process.versions?.node === undefined;
}
