// Tests for authors of plugins, for any test runner.
export type { ContractTest, Engine, PluginContractOptions } from './testing/contract-test';
export { pluginContract } from './testing/plugin-contract';
export { type TestRunner, testPlugin } from './testing/test-plugin';
