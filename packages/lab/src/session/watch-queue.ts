// The state of a queue that the server watches, asked for every second while the page is seen.
import type { PageQueue } from '@mlp-lab/experiment';
import type { Server } from './server';

const INTERVAL = 1000; // milliseconds

/** @returns a function that ends the watch. */
export function watchQueue(
  server: Server,
  path: string,
  onState: (queue: PageQueue) => void,
  onProblem: (message: string) => void,
): () => void {
  let timer: number | undefined;
  let isOver = false;
  const ask = async () => {
    if (document.visibilityState === 'visible')
      await server
        .request(path)
        .then(async (response) => onState(await response.json()))
        .catch(({ message }: Error) => onProblem(message));
    if (!isOver) timer = window.setTimeout(ask, INTERVAL);
  };
  void ask();
  return () => {
    isOver = true;
    window.clearTimeout(timer);
  };
}
