// The one error class of mlp-lab: a code for programs, a sentence for people.

/**
 * What went wrong, in a word that a program can test:
 * - `invalid-argument`: a value is not what the function takes
 * - `unknown-name`: nothing is registered under that name
 * - `name-conflict`: something else is registered under that name
 * - `bad-data`: a data file is missing, corrupt or not what it says it is
 * - `bad-model`: a model can't be built, trained or used as asked
 * - `diverged`: the loss became NaN or infinite
 * - `unavailable`: this machine or program lacks what was asked for
 * - `io`: a file or a server can't be read or written
 * - `aborted`: an `AbortSignal` ended the work
 */
export type ErrorCode =
  | 'invalid-argument'
  | 'unknown-name'
  | 'name-conflict'
  | 'bad-data'
  | 'bad-model'
  | 'diverged'
  | 'unavailable'
  | 'io'
  | 'aborted';

const MARK = Symbol.for('@mlp-lab/core/MlpLabError'); // one for all copies

/**
 * Thrown by every package of mlp-lab. The message says what is wrong, what was expected, what was received and,
 * where there is one, the remedy; the failure underneath, if any, is the `cause`.
 *
 * `instanceof` holds for the errors of every copy of this package in a program: a plugin may have brought its own.
 */
export class MlpLabError extends Error {
  override readonly name = 'MlpLabError';
  readonly code: ErrorCode;

  static override [Symbol.hasInstance](value: unknown): value is MlpLabError {
    return value instanceof Error && MARK in value;
  }

  static {
    Object.defineProperty(MlpLabError.prototype, MARK, { value: true });
  }

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
