// The line to the page that trains: what the program says goes out as a stream of JSON lines, what the page says comes in by POST.
import type { ServerResponse } from 'node:http';
import type { FromPage, ToPage } from '@mlp-lab/experiment';
import { readJson } from '../server/read-json';
import { Refusal } from '../server/refusal';
import type { Routes } from '../server/route';

export interface PageChannelOptions {
  /** Bytes that the page may say at once. */
  limit: number;
  /** What a page that has just come is to be told first: it may have been reloaded. */
  greeting(): Iterable<ToPage>;
  onMessage(message: FromPage): void;
  /** There is no page (any more), and none came back for a while. `hadPage`: there was one. */
  onLost(hadPage: boolean): void;
  /** Milliseconds. */
  patience?: { first: number; again: number };
}

export interface PageChannel {
  routes: Routes;
  send(message: ToPage): void;
  /** Waits until the page has been told all. */
  close(): Promise<void>;
}

const PATIENCE = { first: 60_000, again: 5_000 }; // for a browser to start; for a page to load again

export function openPageChannel(options: PageChannelOptions): PageChannel {
  const { limit, greeting, onMessage, onLost, patience = PATIENCE } = options;
  let page: ServerResponse | undefined;
  let lost = setTimeout(onLost, patience.first, false);

  const connect = (response: ServerResponse) => {
    if (page) throw new Refusal(409, 'another page is training for this comparison');
    page = response;
    clearTimeout(lost);
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const message of greeting()) write(response, message);
    response.on('close', () => {
      page = undefined;
      lost = setTimeout(onLost, patience.again, true);
    });
  };

  return {
    routes: new Map([
      ['/api/orders', { GET: (_, response) => connect(response) }],
      [
        '/api/replies',
        {
          async POST(request, response) {
            for (const message of messages(await readJson(request, limit))) onMessage(message);
            response.writeHead(204).end();
          },
        },
      ],
    ]),
    send(message) {
      if (page) write(page, message);
    },
    async close() {
      const last = page;
      if (last) await new Promise<void>((resolve) => last.end(resolve));
      clearTimeout(lost);
    },
  };
}

const write = (response: ServerResponse, message: ToPage) => response.write(`${JSON.stringify(message)}\n`);

/** @throws Refusal 400 for what is no list of messages. */
function messages(body: unknown): FromPage[] {
  const isMessage = (item: unknown) =>
    typeof item === 'object' && item !== null && 'kind' in item && (item.kind === 'failed' || 'reply' in item);
  if (Array.isArray(body) && body.every(isMessage)) return body;
  throw new Refusal(400, 'expected a list of messages');
}
