// Lets in only the lab's own page on this machine, opened with the token. Every other request is refused before its route runs.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal';
import type { Handler, Route, Routes } from './route';

/** The names of this machine for itself. */
export const LOCAL_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']; // with any port: a tunnel (ssh -L) may end at another one

/** @throws Refusal for a request that the lab's own page would not make. */
export function checkRequest(
  request: IncomingMessage,
  routes: Routes,
  { token, names = LOCAL_NAMES }: { token: string; names?: readonly string[] },
): Handler {
  checkHost(request, names);
  checkOrigin(request);
  const route = routes.get(pathOf(request));
  if (!route) throw new Refusal(404, 'not found');
  const handler = handlerOf(request, route);
  if (!route.isPublic) checkToken(request, token);
  return handler;
}

/** Against DNS rebinding: another name that resolves to this machine. */
function checkHost({ headers: { host = '' } }: IncomingMessage, names: readonly string[]): void {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const expected = names === LOCAL_NAMES ? '127.0.0.1 or localhost' : names.join(', ');
  if (!names.includes(name)) throw new Refusal(403, `expected Host ${expected}, received '${host}'`);
}

/** Against cross-site request forgery: a page of another origin. */
function checkOrigin({ headers: { host, origin } }: IncomingMessage): void {
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Refusal(403, `expected Origin http://${host}, received '${origin}'`);
}

function pathOf({ url = '' }: IncomingMessage): string {
  try {
    return decodeURIComponent(url.replace(/\?.*$/s, ''));
  } catch {
    throw new Refusal(400, 'expected a path in UTF-8, percent-encoded');
  }
}

function handlerOf({ method = '' }: IncomingMessage, { GET, POST }: Route): Handler {
  const handlers: Record<string, Handler | undefined> = { GET, HEAD: GET, POST };
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  if (handler) return handler;
  const allow = Object.keys(handlers).filter((name) => handlers[name]);
  throw new Refusal(405, `expected ${allow.join(' or ')}, received ${method}`, { allow: allow.join(', ') });
}

function checkToken({ headers: { authorization = '' } }: IncomingMessage, token: string): void {
  const [expected, received] = [`Bearer ${token}`, authorization].map((text) => Buffer.from(text));
  if (expected.length !== received.length || !timingSafeEqual(expected, received))
    throw new Refusal(401, 'expected the token in the address that mlp-lab printed', { 'www-authenticate': 'Bearer' });
}
