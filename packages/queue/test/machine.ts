// What the tests of several machines share: a queue for each test, its workers, and a comparison that uses them.
import { compare, type Report } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { openQueue, type QueueConnection, runWorker, type WorkerEvent, type WorkerOptions } from '@mlp-lab/queue';
import { expect } from 'vitest';

export const registry = createRegistry([notebook()]);
export const dataset = tinyDataset;
export const PATIENCE = { timeout: 120_000 }; // milliseconds, on a busy machine, for what takes some on an idle one

export const ask = { registry, dataset, variants: ['relu'], seeds: [1, 2], epochs: 3 };
type Asked = Omit<Parameters<typeof compare>[0], 'executor'>;

/** A queue of a Redis. */
export interface Place {
  connection: QueueConnection;
  name: string;
}

export async function viaQueue(at: Place, asked: Asked): Promise<Report> {
  const executor = await openQueue({ ...at, dataset, pollInterval: 100 });
  try {
    return await compare({ ...asked, executor, jobs: 100 });
  } finally {
    await executor.close();
  }
}

/** A worker that serves a queue. */
export function startMachine(at: Place, machine: string, options: Partial<WorkerOptions> = {}) {
  const ending = new AbortController();
  const events: WorkerEvent[] = [];
  const ended = runWorker({
    ...{ ...at, machine, jobs: 1, registry, signal: ending.signal },
    onEvent: (event) => events.push(event),
    ...options,
  });
  return {
    events,
    until: (test: (event: WorkerEvent) => boolean) => expect.poll(() => events.some(test), PATIENCE).toBe(true),
    async stop() {
      ending.abort();
      await ended;
    },
  };
}

/** A report without what differs between machines. */
export function comparable({ rows, ...report }: Report) {
  const runs = rows.map((row) => ({ ...row, runs: row.runs.map(({ seconds: _, machines: __, ...run }) => run) }));
  return { ...report, rows: runs };
}
