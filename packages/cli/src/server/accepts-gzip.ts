// Whether a client reads gzip. Every browser does; a client that doesn't say so receives the bytes as they are.
import type { IncomingMessage } from 'node:http';

export const acceptsGzip = ({ headers }: IncomingMessage): boolean =>
  /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/.test(String(headers['accept-encoding'] ?? ''));
