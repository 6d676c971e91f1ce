// The line to the page that trains: one page, which may be loaded again, and may be lost.
import type { ToPage } from '@mlp-lab/experiment';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPageChannel, type PageChannel } from '../src/browser/page-channel';
import { type LabServer, openServer } from '../src/server/open-server';

const PATIENCE = { first: 60_000, again: 1_000 }; // milliseconds: as long as a busy machine may take
const HELLO: ToPage = { kind: 'order', order: { kind: 'abort', id: 'hello' } };

let server: LabServer;
let channel: PageChannel;
afterEach(async () => {
  await channel.close();
  await server.close();
});

async function open(patience = PATIENCE) {
  const onLost = vi.fn();
  channel = openPageChannel({ limit: 1000, greeting: () => [HELLO], onMessage() {}, onLost, patience });
  server = await openServer(channel.routes);
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

describe('the channel to a page', () => {
  it('tells where no page comes', async () => {
    const onLost = await open({ ...PATIENCE, first: 100 });
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(false));
  });

  it('tells where the page leaves and does not come back', async () => {
    const onLost = await open();
    const { leave } = await page();
    leave();
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(true), 10 * PATIENCE.again);
  });

  it('greets a page that is loaded again, and does not miss it', async () => {
    const onLost = await open();
    const first = await page();
    channel.send({ kind: 'ended', interrupted: false });
    first.leave();
    await pause(PATIENCE.again / 10);
    const { response } = await page();
    await pause(2 * PATIENCE.again);
    expect(onLost).not.toHaveBeenCalled();
    await channel.close();
    expect(await response.text()).toBe(`${JSON.stringify(HELLO)}\n`);
  });

  it('takes one page at a time', async () => {
    await open();
    const { leave } = await page();
    const second = (await page()).response;
    expect([second.status, await second.text()]).toEqual([409, 'another page is training for this comparison\n']);
    leave();
  });
});
