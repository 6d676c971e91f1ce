// A thread's own end: what it receives from whoever started it, and what it answers.
import { isBrowser, nodeWorkers } from './node-workers';

/** A thread's first message: its script is loaded, and it is the right one. */
export const STARTED = 'mlp-lab thread started';

/** A thread's last message, where nothing else tells that it ends, or why. */
export interface LastWords {
  /** The reason, as the end of a sentence: `it closed itself`. */
  endsBecause: string;
}

export const areLastWords = (message: unknown): message is LastWords =>
  typeof message === 'object' && message !== null && 'endsBecause' in message;

/** The part of a Web Worker's scope that is used: TypeScript's types for pages lack it. */
interface WorkerScope {
  onmessage: (event: { data: unknown }) => void;
  postMessage(message: unknown): void;
  close(): void;
  addEventListener(type: 'unhandledrejection', listen: (event: { reason: unknown }) => void): void;
}

type Receive<Received, Sent> = (message: Received, send: (message: Sent) => void) => void;

/** Calls `receive` with each message from the thread that started this one. Call it as the worker's script loads. */
export function serveParent<Received, Sent>(receive: Receive<Received, Sent>): void {
  if (isBrowser()) serveScope(globalThis as unknown as WorkerScope, receive);
  else {
    const { parentPort } = nodeWorkers();
    parentPort?.on('message', (data: Received) => receive(data, (message) => parentPort.postMessage(message)));
    parentPort?.postMessage(STARTED);
  }
}

/** A Web Worker whose code closes it, or loses a rejection, would be silent for ever. */
function serveScope<Received, Sent>(scope: WorkerScope, receive: Receive<Received, Sent>): void {
  const end = (endsBecause: string) => scope.postMessage({ endsBecause } satisfies LastWords);
  const close = scope.close.bind(scope);
  scope.close = () => {
    end('it closed itself');
    close();
  };
  scope.addEventListener('unhandledrejection', ({ reason }) => end(messageOf(reason)));
  scope.onmessage = ({ data }) => receive(data as Received, (message) => scope.postMessage(message));
  scope.postMessage(STARTED);
}

const messageOf = (error: unknown) => String((error as Error | undefined)?.message ?? error);
