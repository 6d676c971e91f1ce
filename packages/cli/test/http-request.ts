// Sends a request with any method, path and headers, some of which fetch would correct or forbid.
import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Asked {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | string[];
  /** Where to connect. */
  address?: string;
}

/** @param url of the server, whose token is sent unless `headers` has another `authorization` (or an empty one). */
export function ask(url: string, { method = 'GET', path = '/', headers = {}, body, address }: Asked): Promise<Answer> {
  const { hostname, port, hash } = new URL(url);
  const authorization = `Bearer ${hash.slice(1)}`;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: address ?? hostname, port, method, path, headers: { authorization, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
      },
    );
    sent.on('error', reject);
    for (const part of [body ?? []].flat()) sent.write(part);
    sent.end();
  });
}
