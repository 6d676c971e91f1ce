// A training thread, in Node or a browser: takes orders, one at a time, and reports.
import type { Order, Report } from './threads/messages';
import { trainOrder } from './threads/train-order';

let running = new AbortController();

function obey(order: Order, report: (report: Report) => void): void {
  if (order.kind === 'abort') {
    running.abort();
    return;
  }
  running = new AbortController();
  void trainOrder(order, running.signal, report);
}

/** The part of a browser's worker that is used: TypeScript's types of pages don't have it. */
interface WorkerScope {
  WorkerGlobalScope?: unknown;
  onmessage: (event: { data: Order }) => void;
  postMessage(report: Report): void;
}

const scope = globalThis as unknown as WorkerScope;
if (scope.WorkerGlobalScope !== undefined) {
  scope.onmessage = ({ data }) => obey(data, (report) => scope.postMessage(report));
} else {
  const { parentPort } = await import(/* @vite-ignore */ 'node:worker_threads');
  parentPort?.on('message', (order: Order) => obey(order, (report) => parentPort.postMessage(report)));
}
