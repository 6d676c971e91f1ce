// What this page sends to the program, in order: one request at a time, with everything that has gathered since the last.
import { encode, type FromPage } from '@mlp-lab/experiment';
import type { Server } from './server';

/** @param onFailure is called once if the program can't be reached or refuses; the program is then told as well, if possible. */
export function openOutbox(server: Server, onFailure: (error: Error) => void): (message: FromPage) => void {
  let gathered: FromPage[] = [];
  let isBusy = false;

  async function post(): Promise<void> {
    isBusy = true;
    while (gathered.length > 0) {
      const messages = gathered;
      gathered = [];
      await server.request('/api/replies', encode(messages));
    }
    isBusy = false;
  }

  async function fail(error: Error): Promise<void> {
    onFailure(error);
    await server
      .request('/api/replies', [{ kind: 'failed', message: error.message } satisfies FromPage])
      .catch(() => {});
  }

  return (message) => {
    gathered.push(message);
    if (!isBusy) post().catch(fail); // it stays busy: nothing more can be sent
  };
}
