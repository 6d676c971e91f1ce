// What Redis refuses, as a sentence with what to do.
import { MlpLabError } from '@mlp-lab/core';

const REMEDIES: readonly [start: RegExp, remedy: string][] = [
  [/^OOM/, 'its memory is full: raise its maxmemory, or empty a queue with `mlp-lab queue clear`'],
  [/^READONLY/, 'it is a copy of another one: connect to that one'],
  [/^NOPERM/, 'the user needs all commands on the keys and channels mlp-lab:*'],
  [/^MISCONF/, 'it cannot write to its disk: see its log'],
];

/** An error of Redis as one of mlp-lab, `io`; others as they are. */
export function readableError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return error;
  const { previousErrors = [] } = error as Error & { previousErrors?: Error[] }; // of a transaction
  for (const one of [error, ...previousErrors]) delete (one as { command?: unknown }).command; // it holds what was sent
  const { message } = previousErrors[0] ?? error;
  const reason = message.split(/\.? script:|\n/)[0].replace(/\.$/, '');
  const remedy = REMEDIES.find(([start]) => start.test(reason))?.[1] ?? 'see its log';
  return new MlpLabError('io', `Redis refuses: ${reason}; ${remedy}`, { cause: error });
}

/** The same work, with the errors of Redis as errors of mlp-lab. */
export async function readable<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error) => {
    throw readableError(error);
  });
}
