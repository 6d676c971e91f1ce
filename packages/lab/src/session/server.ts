// Requests to the lab's server, each with the session's token.
import { MlpLabError } from '@mlp-lab/core';
import type { OpenDatabase } from '../storage/database';

export interface Server {
  /** What a person reads where a script of the page can't be fetched: nothing answers, or it has the scripts of another version. */
  readonly missing: string;
  headers: Readonly<Record<string, string>>;
  /** @throws MlpLabError `io` if the server does not answer, or refuses: the message is the server's. */
  request(path: string, body?: unknown): Promise<Response>;
  /** The answer to a request that is under way. @throws MlpLabError as `request`. */
  accept(answer: Promise<Response>): Promise<Response>;
}

/** What the page's first script has asked for. */
export interface Asked {
  /** With the key; undefined on a site for anybody. */
  headers?: Readonly<Record<string, string>>;
  session: Promise<Response>;
  database: Promise<OpenDatabase>;
}

/** The server of one person's page. */
export function connect(headers: Readonly<Record<string, string>>): Server {
  return {
    missing:
      'mlp-lab was stopped in the terminal, or is of another version by now: see that it runs, and reload the page',
    headers,
    async request(path, body) {
      const post = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
      const init = body === undefined ? { headers } : { ...post, body: JSON.stringify(body) };
      return this.accept(fetch(path, init));
    },
    async accept(answer) {
      const response = await answer.catch((cause) => {
        throw new MlpLabError('io', 'mlp-lab does not answer: it was stopped in the terminal', { cause });
      });
      if (response.ok) return response;
      if (response.status === 401)
        throw new MlpLabError('io', 'this address belongs to another session: open the one that mlp-lab printed last');
      throw new MlpLabError('io', `mlp-lab refuses: ${(await response.text()).trim()}`);
    },
  };
}

/** A static site: the description of the session and the data are files beside the page. */
export const staticSite: Server = {
  missing: 'a file of this site can’t be loaded: see that you are online, and reload the page',
  headers: {},
  request: (path) => staticSite.accept(fetch(path)),
  async accept(answer) {
    const response = await answer.catch((cause) => {
      throw new MlpLabError('io', 'a file of this site can’t be loaded: are you offline?', { cause });
    });
    if (response.ok) return response;
    throw new MlpLabError('io', `${response.url} can’t be loaded: the server answers ${response.status}`);
  },
};
