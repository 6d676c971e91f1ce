// What a test of the contract expects.
import { MlpLabError } from '@mlp-lab/core';
import { encode } from '../executor/json-codec';
import type { TaskResult } from '../train/task';

/** @throws MlpLabError `bad-model` */
export function fail(what: string, expected: string, received: unknown): never {
  throw new MlpLabError('bad-model', `${what}: expected ${expected}, received ${String(received)}`);
}

/** Compares everything but seconds and the names of layers, which count the layers of their thread. */
export function checkSameBits(what: string, received: TaskResult, expected: TaskResult): void {
  for (const key of ['trainedOn', 'history', 'probabilities', 'heldOut', 'snapshots'] as const)
    checkSame(`${what}: ${key}`, received[key], expected[key]);
  checkSame(`${what}: weights`, received.model?.weightData, expected.model?.weightData);
}

export function checkSame(what: string, received: unknown, expected: unknown): void {
  const text = (value: unknown) => JSON.stringify(encode(value), (key, field) => (key === 'name' ? undefined : field));
  if (text(received) !== text(expected))
    fail(what, `${text(expected)}`.slice(0, 100), `${text(received)}`.slice(0, 100));
}

/** Checks that a promise rejects with this code, and a message that matches. */
export async function checkRejects(promise: Promise<unknown>, code: string, message: RegExp): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MlpLabError && error.code === code && message.test(error.message)) return;
  fail('the run', `to reject with ${code}, ${message}`, error === undefined ? 'a result' : error);
}
