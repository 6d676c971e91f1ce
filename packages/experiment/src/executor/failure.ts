// An error → plain data that any transport carries → an error again.
import { MlpLabError } from '@mlp-lab/core';
import type { Failure } from './protocol';

/** An error as plain data: an MlpLabError with its code; any other is a defect, and comes with its stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof MlpLabError) return { code: error.code, message: error.message };
  if (error instanceof Error) return { message: error.message, stack: stackOf(error) };
  return { message: String(error) };
}

export function errorOf({ code, message, stack }: Failure): Error {
  if (code !== undefined) return new MlpLabError(code, message);
  return Object.assign(new Error(message), stack !== undefined && { stack });
}

/** A stack that says what happened: in Firefox and WebKit, it has only the places. */
function stackOf({ name, message, stack = '' }: Error): string {
  return stack.includes(message) ? stack : `${name}: ${message}\n${stack}`;
}
