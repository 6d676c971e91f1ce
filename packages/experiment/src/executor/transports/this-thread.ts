// To the thread that compares: without a copy, one call into `serveTasks`.

import type { TaskWorker } from '../accept-tasks';
import type { Transport } from '../protocol';
import { serveTasks } from '../serve-tasks';

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
