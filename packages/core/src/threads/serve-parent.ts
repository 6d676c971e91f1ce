// A thread's own end: what it receives from whoever started it, and what it answers.
import { isBrowser, nodeWorkers } from './node-workers';

/** A thread's first message: its script is loaded, and it is the right one. */
export const STARTED = 'mlp-lab thread started';

/** The part of a Web Worker's scope that is used: TypeScript's types for pages lack it. */
interface WorkerScope {
  onmessage: (event: { data: unknown }) => void;
  postMessage(message: unknown): void;
}

/** Calls `receive` with each message from the thread that started this one. Call it as the worker's script loads. */
export function serveParent<Received, Sent>(receive: (message: Received, send: (message: Sent) => void) => void): void {
  if (isBrowser()) {
    const scope = globalThis as unknown as WorkerScope;
    scope.onmessage = ({ data }) => receive(data as Received, (message) => scope.postMessage(message));
    scope.postMessage(STARTED);
  } else {
    const { parentPort } = nodeWorkers();
    parentPort?.on('message', (data: Received) => receive(data, (message) => parentPort.postMessage(message)));
    parentPort?.postMessage(STARTED);
  }
}
