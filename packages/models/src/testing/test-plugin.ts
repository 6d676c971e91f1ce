// The contract as tests of a test runner: vitest, Jest and node:test have the same `describe` and `it`.
import type { Plugin } from '../plugin';
import type { PluginContractOptions } from './contract-test';
import { pluginContract } from './plugin-contract';

/** The two functions of a test runner: those of vitest, Jest and `node:test` fit. */
export interface TestRunner {
  /** Defines a group of tests. */
  describe(name: string, define: () => void): unknown;
  /** Defines a test. */
  it(name: string, run: () => Promise<void>): unknown;
}

/** `testPlugin(plugin, { tf, engine }, { describe, it })`: defines the tests of the contract. */
export function testPlugin(plugin: Plugin, options: PluginContractOptions, { describe, it }: TestRunner): void {
  describe(`the plugin ${plugin?.meta?.name}`, () => {
    for (const { name, run } of pluginContract(plugin, options)) it(name, run);
  });
}
