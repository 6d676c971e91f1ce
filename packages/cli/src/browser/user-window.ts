// The user's own browser. It stays open, so that the results can still be looked at when the program has ended.
import open from 'open';
import type { BrowserWindow } from './browser-window';

/** Prints the address, too, in case no browser opens. */
export async function openUserWindow(url: string): Promise<BrowserWindow> {
  process.stderr.write(`Training in your browser. If no window opens: ${url}\n`);
  const child = await open(url);
  child.on('error', () => {}); // nothing opens addresses here: the user has the address
  return { close: async () => {} };
}
