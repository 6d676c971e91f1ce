// The page's first script, a small one: asks for what the others need while they are on their way.
import type { Asked } from './session/server';
import { takeToken } from './session/token';
import { openDatabase } from './storage/database';

// A page that `mlp-lab serve` keeps for one person needs the key; a site for anybody says so in its document.
const isSite = document.querySelector('meta[name="mlp-lab-site"]') !== null;
const token = isSite ? undefined : takeToken();
const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
const asked: Asked | undefined =
  isSite || headers
    ? {
        headers,
        session: isSite ? fetch('./session.json') : fetch('/api/session', { headers }),
        database: openDatabase(),
      }
    : undefined;
for (const promise of [asked?.session, asked?.database]) promise?.catch(() => {}); // the page tells it

/** Each part of the page is run in a task of its own. */
async function start(): Promise<void> {
  await import('./lab');
  const { openPage } = await import('./main');
  if (!document.body) await new Promise((parsed) => addEventListener('DOMContentLoaded', parsed, { once: true }));
  openPage(asked);
}
void start();
