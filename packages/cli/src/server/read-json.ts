// Reads the body of a request as JSON, up to a size.
import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal';

/** @throws Refusal 415 for another content type, 413 for more than `limit` bytes (which are not read), 400 for invalid JSON. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json(;|$)/.test(type))
    throw new Refusal(415, `expected Content-Type application/json, received '${type}'`);
  const tooLarge = new Refusal(413, `expected at most ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge;
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit) throw tooLarge;
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch (error) {
    throw error === tooLarge ? tooLarge : new Refusal(400, 'expected JSON'); // or it broke off
  }
}
