// The lab's server: on 127.0.0.1, for its own page only.
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
  close(): Promise<void>;
}

const ADDRESS = '127.0.0.1';
const TOKEN_BYTES = 32;

/**
 * @param port 0 for any free port.
 * @throws MlpLabError `io` if the port is in use or not allowed.
 */
export async function openServer(routes: Routes, port = 0): Promise<LabServer> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const server = createServer((request, response) => void answer(request, response, routes, token));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message;
      reject(new MlpLabError('io', `port ${port} can't be used: ${reason}; choose another with --port`, { cause }));
    });
    server.listen(port, ADDRESS, resolve);
  });
  return {
    url: `http://${ADDRESS}:${(server.address() as AddressInfo).port}/#${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, routes: Routes, token: string) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  try {
    await checkRequest(request, routes, token)(request, response);
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
