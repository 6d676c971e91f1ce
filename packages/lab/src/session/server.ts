// Requests to the lab's server, each with the session's token.
import { MlpLabError } from '@mlp-lab/core';

export interface Server {
  /** Where it describes the session. */
  sessionPath: string;
  headers: Readonly<Record<string, string>>;
  /** @throws MlpLabError `io` if the server does not answer, or refuses: the message is the server's. */
  request(path: string, body?: unknown): Promise<Response>;
}

export function connect(token: string): Server {
  const headers = { authorization: `Bearer ${token}` };
  return {
    sessionPath: '/api/session',
    headers,
    async request(path, body) {
      const post = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
      const init = body === undefined ? { headers } : { ...post, body: JSON.stringify(body) };
      const response = await fetch(path, init).catch((cause) => {
        throw new MlpLabError('io', 'mlp-lab does not answer: it was ended in the terminal', { cause });
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
  sessionPath: './session.json',
  headers: {},
  async request(path) {
    const response = await fetch(path).catch((cause) => {
      throw new MlpLabError('io', `${path} can't be loaded: are you offline?`, { cause });
    });
    if (!response.ok) throw new MlpLabError('io', `${path} can't be loaded: the server answers ${response.status}`);
    return response;
  },
};
