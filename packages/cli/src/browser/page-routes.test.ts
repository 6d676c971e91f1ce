// The routes to the page that trains: one page, which may be reloaded, and may be lost.
import { openPageTransport, type PageTransport } from '@mlp-lab/experiment';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LabServer, openServer } from '../server/open-server';
import { pageRoutes } from './page-routes';

const PATIENCE = { first: 60_000, again: 1_000 }; // milliseconds: as long as a busy machine may take
const HELLO = 'hello';

let server: LabServer;
let transport: PageTransport<string>;
afterEach(async () => {
  await transport.end({ interrupted: false });
  await server.close();
});

async function open(patience = PATIENCE) {
  const onLost = vi.fn();
  transport = openPageTransport<string>({ events: () => [HELLO], patience });
  transport.onLost = onLost;
  server = await openServer(pageRoutes(transport, 1000));
  return onLost;
}

/** A page that listens. `leave` closes it. */
async function page() {
  const { origin, hash } = new URL(server.url);
  const controller = new AbortController();
  const headers = { authorization: `Bearer ${hash.slice(1)}` };
  const response = await fetch(`${origin}/api/orders`, { headers, signal: controller.signal });
  return { response, leave: () => controller.abort() };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const lost = (message: RegExp) =>
  expect.objectContaining({ code: 'unavailable', message: expect.stringMatching(message) });

describe('the routes to a page', () => {
  it('report that no page comes', async () => {
    const onLost = await open({ ...PATIENCE, first: 100 });
    const expected = lost(/^no browser has opened the page/);
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(expected), 10 * PATIENCE.again);
  });

  it('report that the page leaves and does not come back', async () => {
    const onLost = await open();
    const { leave } = await page();
    leave();
    const expected = lost(/^the page that trained was closed/);
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(expected), 10 * PATIENCE.again);
  });

  it('greet a page that is reloaded, and do not miss it', async () => {
    const onLost = await open();
    const first = await page();
    transport.show('unheard');
    first.leave();
    await pause(PATIENCE.again / 10);
    const { response } = await page();
    await pause(2 * PATIENCE.again);
    expect(onLost).not.toHaveBeenCalled();
    await transport.end({ interrupted: false });
    const lines = [
      { kind: 'event', event: HELLO },
      { kind: 'ended', interrupted: false },
    ];
    expect(await response.text()).toBe(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });

  it('take one page at a time', async () => {
    await open();
    const { leave } = await page();
    const second = (await page()).response;
    expect([second.status, await second.text()]).toEqual([409, 'another page is training for this comparison\n']);
    leave();
  });
});
