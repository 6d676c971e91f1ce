// The routes to the page that trains: requests leave as a stream of JSON lines, replies arrive by POST.
import type { ServerResponse } from 'node:http';
import { MlpLabError } from '@mlp-lab/core';
import type { PageTransport } from '@mlp-lab/experiment';
import { readJson } from '../server/read-json';
import { Refusal } from '../server/refusal';
import type { Routes } from '../server/route';

/** @param limit of the bytes that the page may post at once. */
export function pageRoutes<Event>(transport: PageTransport<Event>, limit: number): Routes {
  return new Map([
    ['/api/orders', { GET: (_, response) => stream(transport, response) }],
    [
      '/api/replies',
      {
        async POST(request, response) {
          const messages = await readJson(request, limit);
          refusing(400, () => transport.receive(messages));
          response.writeHead(204).end();
        },
      },
    ],
  ]);
}

/** One page at a time. */
function stream<Event>(transport: PageTransport<Event>, response: ServerResponse): void {
  response.setHeader('content-type', 'application/x-ndjson');
  const detach = refusing(409, () =>
    transport.attach({
      write: (line) => void response.write(line),
      end: () => new Promise<void>((resolve) => response.end(resolve)),
    }),
  );
  response.flushHeaders();
  response.on('close', detach);
}

/** @throws Refusal with this status if `action` refuses. */
function refusing<Result>(status: number, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw error instanceof MlpLabError ? new Refusal(status, error.message) : error;
  }
}
