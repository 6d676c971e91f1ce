// The user's own browser. It stays open: what was trained can be looked at when the program is done.
import open from 'open';
import type { BrowserWindow } from './open-window';

/** Where no browser opens, the address stands in the terminal. */
export async function openUserWindow(url: string): Promise<BrowserWindow> {
  process.stderr.write(`Training in your browser. If no window opens: ${url}\n`);
  const child = await open(url);
  child.on('error', () => {}); // no opener: the address was printed
  return { close: async () => {} };
}
