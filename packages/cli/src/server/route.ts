// The routes of the server: exact paths, each with its methods. Nothing else is served.
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Route {
  /** Also answers HEAD. */
  GET?: Handler;
  POST?: Handler;
  /** Without the token, for the page itself; all other routes require it. */
  isPublic?: boolean;
}

/** Path, decoded, → its route. */
export type Routes = ReadonlyMap<string, Route>;
