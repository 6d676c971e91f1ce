import type { Report } from '@mlp-lab/experiment';
import { expect, it } from 'vitest';
import { throwFailures } from './throw-failures';

const reportOf = (failed: number) =>
  ({
    rows: Array.from({ length: failed }, (_, i) => ({ variant: `v${i}`, failures: [{ seed: 1, message: 'NaN' }] })),
  }) as unknown as Report;

it('names three failures and counts the others', () => {
  expect(() => throwFailures(reportOf(0))).not.toThrow();
  expect(() => throwFailures(reportOf(3))).toThrow(/^v0, seed 1: NaN; v1, seed 1: NaN; v2, seed 1: NaN$/);
  expect(() => throwFailures(reportOf(4))).toThrow(/v2, seed 1: NaN; 1 more run failed$/);
  expect(() => throwFailures(reportOf(8))).toThrow(/v2, seed 1: NaN; 5 more runs failed$/);
});
