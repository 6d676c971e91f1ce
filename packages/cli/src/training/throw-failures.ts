// After a report is printed, the rows that failed become the command's failure.
import { MlpLabError } from '@mlp-lab/core';
import type { Report } from '@mlp-lab/experiment';

/** @throws MlpLabError `diverged` if a run of the report failed. */
export function throwFailures({ rows }: Report): void {
  const messages = rows.flatMap(({ variant, failures = [] }) =>
    failures.map(({ seed, message }) => `${variant}, seed ${seed}: ${message}`),
  );
  if (messages.length > 0) throw new MlpLabError('diverged', messages.join('; '));
}
