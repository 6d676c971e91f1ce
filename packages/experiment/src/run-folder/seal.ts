// Checksums of a run's files: damage is found when they are read, not in the figures made from them.
import { createHash } from 'node:crypto';

/** 64 hexadecimal digits. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The value with the SHA-256 of its JSON, as its last field. */
export function seal<Value extends object>(value: Value): Value & { checksum: string } {
  return { ...value, checksum: sha256(JSON.stringify(value)) };
}

/** The value without its seal, and whether that was broken. Files of the first run folders have none, and count as whole. */
export function unseal(value: object): { value: object; isBroken: boolean } {
  if (!('checksum' in value)) return { value, isBroken: false };
  const { checksum, ...rest } = value;
  return { value: rest, isBroken: checksum !== sha256(JSON.stringify(rest)) };
}
