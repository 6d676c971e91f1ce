// A worker of either kind, a Web Worker or one of node:worker_threads, as a connection.
import type { Worker as NodeWorker } from 'node:worker_threads';
import { MlpLabError } from '../error';
import type { Connection } from './connection';

export interface Thread<Sent, Received> extends Connection<Sent, Received> {
  /** False once it has crashed, exited or been closed. */
  readonly isOpen: boolean;
  /** Ends the thread at once, whatever it is doing. */
  close(): void;
}

export function openThread<Sent, Received>(worker: Worker | NodeWorker): Thread<Sent, Received> {
  let isOpen = true;
  const end = (reason: string | undefined) => {
    if (!isOpen) return;
    close();
    // A browser gives no reason when it can't load the script.
    thread.onLost(new MlpLabError('unavailable', `a worker thread crashed: ${reason || "its script can't be loaded"}`));
  };
  const close = () => {
    isOpen = false;
    void worker.terminate();
  };
  const thread: Thread<Sent, Received> = {
    send: (message) => worker.postMessage(message),
    onMessage() {},
    onLost() {},
    close,
    get isOpen() {
      return isOpen;
    },
  };
  if ('on' in worker) {
    worker.on('message', (message) => thread.onMessage(message));
    worker.on('messageerror', ({ message }) => end(message));
    worker.on('error', ({ message }) => end(message));
    worker.on('exit', (code) => end(`it exited with code ${code}`));
  } else {
    worker.onmessage = ({ data }) => thread.onMessage(data);
    worker.onmessageerror = () => end('it sent a message that cannot be read');
    worker.onerror = ({ message }) => end(message);
  }
  return thread;
}
