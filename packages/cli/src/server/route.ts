// What the server answers: exact paths, each with the methods that it takes. There is no other way to a file.
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Route {
  /** Answers HEAD, too. */
  GET?: Handler;
  POST?: Handler;
  /** For anyone on this machine: the page itself. All else needs the token. */
  isPublic?: boolean;
}

/** Path, decoded, → its route. */
export type Routes = ReadonlyMap<string, Route>;
