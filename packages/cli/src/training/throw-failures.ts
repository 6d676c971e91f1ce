// After a report is printed, the rows that failed become the command's failure.
import { MlpLabError } from '@mlp-lab/core';
import type { Report } from '@mlp-lab/experiment';

const MOST_NAMED = 3; // the notes of the table name all

/** @throws MlpLabError `diverged` if a run of the report failed. */
export function throwFailures({ rows }: Report): void {
  const messages = rows.flatMap(({ variant, failures = [] }) =>
    failures.map(({ seed, message }) => `${variant}, seed ${seed}: ${message}`),
  );
  const more = messages.length - MOST_NAMED;
  if (more > 0) messages.splice(MOST_NAMED, more, `${more} more ${more === 1 ? 'run' : 'runs'} failed`);
  if (messages.length > 0) throw new MlpLabError('diverged', messages.join('; '));
}
