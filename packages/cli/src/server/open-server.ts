// The lab's server: on 127.0.0.1, for its own page only, unless a class is let in.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MlpLabError } from '@mlp-lab/core';
import { checkRequest } from './check-request';
import { Refusal } from './refusal';
import type { Routes } from './route';
import { securityHeaders } from './security-headers';

export interface LabServer {
  /** `http://127.0.0.1:PORT/#TOKEN`: browsers do not send the part after #. */
  url: string;
  port: number;
  close(): Promise<void>;
}

const ADDRESS = '127.0.0.1';
const EVERY_ADDRESS = '0.0.0.0';
const TOKEN_BYTES = 32;

export interface ServerOptions {
  /** What a page must show. @default a new one */
  token?: string;
  /** Listens on every address of this machine and answers requests for these names only. @default this machine alone */
  names?: readonly string[];
}

/**
 * @param port 0 for any free port.
 * @throws MlpLabError `io` if the port is in use or not allowed.
 */
export async function openServer(routes: Routes, port = 0, options: ServerOptions = {}): Promise<LabServer> {
  const { token = newToken(), names } = options;
  const server = createServer((request, response) => void answer(request, response, routes, { token, names }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message;
      reject(new MlpLabError('io', `port ${port} can't be used: ${reason}; choose another with --port`, { cause }));
    });
    server.listen(port, names ? EVERY_ADDRESS : ADDRESS, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${ADDRESS}:${bound}/#${token}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Letters and digits that nobody guesses. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
  access: { token: string; names?: readonly string[] },
) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (access.names) response.removeHeader('cross-origin-opener-policy'); // of no use over plain http, where browsers complain of it
  try {
    await checkRequest(request, routes, access)(request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else refuse(response, error instanceof Refusal ? error : new Refusal(500, 'the server failed'));
    if (!(error instanceof Refusal)) throw error; // a bug of mlp-lab
  }
}

/** The rest of the request is not read. */
function refuse(response: ServerResponse, { status, message, headers }: Refusal): void {
  const body = `${message}\n`;
  response.writeHead(status, {
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}
