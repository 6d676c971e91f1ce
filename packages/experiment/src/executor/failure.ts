// An error → plain data that any transport carries → an error again.
import { MlpLabError } from '@mlp-lab/core';
import type { Failure } from './protocol';

export function failureOf(error: unknown): Failure {
  if (error instanceof MlpLabError) return { code: error.code, message: error.message };
  if (error instanceof Error) return { message: error.message, stack: error.stack };
  return { message: String(error) };
}

export function errorOf({ code, message, stack }: Failure): Error {
  if (code !== undefined) return new MlpLabError(code, message);
  return Object.assign(new Error(message), stack !== undefined && { stack });
}
