// A comparison that the program runs: this page trains its networks, and is told all that happens.
import { MlpLabError } from '@mlp-lab/core';
import { type CompareEvent, obeyOrders, type Place, type ToPage } from '@mlp-lab/experiment';
import { openOutbox } from './outbox';
import { readLines } from './read-lines';
import type { Server } from './server';

export interface ComparisonPlace extends Omit<Place, 'send'> {
  onEvent(event: CompareEvent): void;
}

/**
 * Trains until the program says that it is over.
 *
 * @param orders what the program says.
 * @returns whether it was ended early.
 * @throws MlpLabError `io` where the program is gone without a word, or does not take what this page says.
 */
export function serveComparison(
  server: Server,
  orders: Response,
  { onEvent, ...place }: ComparisonPlace,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const outbox = openOutbox(server, reject);
    const obey = obeyOrders({ ...place, send: (reply) => outbox({ kind: 'reply', reply }) });
    const listen = async () => {
      for await (const message of readLines<ToPage>(orders)) {
        if (message.kind === 'order') obey(message.order);
        else if (message.kind === 'event') onEvent(message.event);
        else return resolve(message.interrupted);
      }
      reject(gone());
    };
    listen().catch((cause) => reject(gone(cause)));
  });
}

const gone = (cause?: unknown) => new MlpLabError('io', 'mlp-lab was ended in the terminal', { cause });
