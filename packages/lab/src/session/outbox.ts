// What this page says to the program, in order: one request at a time, with all that has gathered meanwhile.
import type { FromPage } from '@mlp-lab/experiment';
import type { Server } from './server';

/** @param onFailure is called once, where the program can't be reached or refuses: it is told so, if it can be. */
export function openOutbox(server: Server, onFailure: (error: Error) => void): (message: FromPage) => void {
  let gathered: FromPage[] = [];
  let isBusy = false;

  async function post(): Promise<void> {
    isBusy = true;
    while (gathered.length > 0) {
      const messages = gathered;
      gathered = [];
      await server.request('/api/replies', messages);
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
    if (!isBusy) post().catch(fail); // it stays busy: nothing more can be said
  };
}
