// The contract as tests of a runner: vitest, jest and node:test have the same `describe` and `it`.
import { type ExecutorHarness, executorContract } from './executor-contract';

/** The two functions of a test runner: those of vitest, Jest and `node:test` fit. */
export interface TestRunner {
  /** Defines a group of tests. */
  describe(name: string, define: () => void): unknown;
  /** Defines a test. */
  it(name: string, run: () => Promise<void>): unknown;
}

/** `testExecutor(harness, { describe, it })`: defines a test for each sentence of the contract. */
export function testExecutor(harness: ExecutorHarness, { describe, it }: TestRunner): void {
  describe(harness.name, () => {
    for (const { name, run } of executorContract(harness)) it(name, run);
  });
}
