// The one error class of mlp-lab: a code for programs, a sentence for people.

/**
 * The kind of error, for programs:
 * - `invalid-argument`: the function does not accept a value
 * - `unknown-name`: nothing is registered under that name
 * - `name-conflict`: something else is registered under that name
 * - `bad-data`: a data file is missing, corrupt or of another format than it claims
 * - `bad-model`: a model cannot be built, trained or used as requested
 * - `diverged`: the loss became NaN or infinite
 * - `unavailable`: something that was requested is missing on this machine or in this program
 * - `io`: a file or a server cannot be read or written
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
 * Thrown by every package of mlp-lab. The message, one line without control characters, says what is wrong, what was expected, what was
 * received and, where there is one, the remedy. The underlying error, if any, is the `cause`.
 *
 * `instanceof` recognizes the errors of every copy of this package in a program, because a plugin may bring its own copy.
 */
export class MlpLabError extends Error {
  /** Always `MlpLabError`. */
  override readonly name = 'MlpLabError';
  /** What kind of error it is. */
  readonly code: ErrorCode;

  /** Whether it is an MlpLabError of this or of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): value is MlpLabError {
    return value instanceof Error && MARK in value;
  }

  static {
    Object.defineProperty(MlpLabError.prototype, MARK, { value: true });
  }

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(inOneLine(message), options);
    this.code = code;
  }
}

/** What a file or a word holds, and messages quote, could otherwise fill the terminal or steer it. */
function inOneLine(message: string): string {
  return String(message)
    .replace(/\s*[\n\r\u2028\u2029]\s*/g, ' ')
    .replace(/\p{Cc}/gu, '\ufffd');
}
