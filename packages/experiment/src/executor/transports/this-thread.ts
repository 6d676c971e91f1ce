// To the thread that compares: without a copy, one call into `serveTasks`.
import type { Transport } from '../protocol';
import { serveTasks, type TaskWorker } from '../serve-tasks';

export function thisThread(worker: TaskWorker): Transport {
  const transport: Transport = {
    send: (request) => serve(request),
    onMessage() {},
    onLost() {},
    close() {},
  };
  const serve = serveTasks(worker, (reply) => transport.onMessage(reply));
  return transport;
}
