/** A port of 127.0.0.1 that nothing uses. */
export function freePort(): Promise<number>;
