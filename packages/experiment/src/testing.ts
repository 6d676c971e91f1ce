// What the author of an executor or a transport runs on it, with any test runner.
export {
  type ContractTest,
  type ExecutorHarness,
  executorContract,
  type OpenOptions,
} from './testing/executor-contract';
export { type TestRunner, testExecutor } from './testing/test-executor';
export { tinyDataset } from './testing/tiny-dataset';
