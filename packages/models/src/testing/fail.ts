// How a broken contract is told.
import { MlpLabError } from '@mlp-lab/core';

/** @throws MlpLabError `bad-model` */
export function fail(what: string, expected: string, received: unknown): never {
  throw new MlpLabError('bad-model', `${what}: expected ${expected}, received ${String(received)}`);
}
