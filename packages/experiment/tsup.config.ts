import { build } from '../../tsup.base';

export default build(
  'src/index.ts',
  'src/node.ts',
  'src/backends.ts', // apart: whoever only lists backends does not load TensorFlow.js
  'src/testing.ts',
  'src/task-worker.ts', // beside the chunks that start it
  'src/run-folder/run-folder.ts', // for Node alone, under a name that bundlers for browsers leave out
);
