// A worker of either kind, a Web Worker or one of node:worker_threads, as a connection.
import { MlpLabError } from '../checks/error';
import type { Connection } from './connection';
import type { NodeWorker } from './node-workers';
import { areLastWords, type LastWords, STARTED } from './serve-parent';

/** A thread with a typed connection to its script: what is sent, what is received. */
export interface Thread<Sent, Received> extends Connection<Sent, Received> {
  /** False once it has crashed, exited or been closed. */
  readonly isOpen: boolean;
  /** Resolves once the thread's script has called `serveParent`. Rejects with `unavailable` if it can't be loaded or doesn't call it. */
  started(): Promise<void>;
  /** Ends the thread at once, whatever it is doing. */
  close(): void;
}

/** A script that has said nothing for so many milliseconds is another one than was meant. */
const PATIENCE = 60_000;

/** A worker as a connection: its messages, and its end where it crashes or exits. */
export function openThread<Sent, Received>(worker: Worker | NodeWorker): Thread<Sent, Received> {
  let isOpen = true;
  let hasStarted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settle: (error?: MlpLabError) => void = () => {};
  const start = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  start.catch(() => {}); // who doesn't wait for it hears of the end by onLost
  const end = (reason: string | undefined) => {
    if (!isOpen) return;
    close();
    // A browser gives no reason when it can't load the script.
    const error = new MlpLabError('unavailable', `a worker thread crashed: ${reason || "its script can't be loaded"}`);
    settle(error);
    thread.onLost(error);
  };
  const close = () => {
    isOpen = false;
    clearTimeout(timer);
    void worker.terminate();
  };
  const receive = (message: Received | typeof STARTED | LastWords) => {
    if (areLastWords(message)) return end(message.endsBecause);
    if (message !== STARTED) return thread.onMessage(message);
    hasStarted = true;
    clearTimeout(timer);
    settle();
  };
  const thread: Thread<Sent, Received> = {
    send: (message) => worker.postMessage(message),
    onMessage() {},
    onLost() {},
    started() {
      // A thread that is used again has started long ago: it may then be silent for as long as its task takes.
      if (!hasStarted)
        timer ??= setTimeout(end, PATIENCE, 'its script is not one of mlp-lab: it does not say that it has started');
      return start;
    },
    close,
    get isOpen() {
      return isOpen;
    },
  };
  if ('on' in worker) {
    worker.on('message', receive);
    worker.on('messageerror', ({ message }) => end(message));
    worker.on('error', ({ message }) => end(message));
    worker.on('exit', (code) => end(`it exited with code ${code}`));
  } else {
    worker.onmessage = ({ data }) => receive(data);
    worker.onmessageerror = () => end('it sent a message that cannot be read');
    worker.onerror = ({ message }) => end(message);
  }
  return thread;
}
