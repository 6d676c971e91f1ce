import { build } from '../../tsup.base';

export default build(
  'src/index.ts',
  'src/node.ts',
  'src/backends.ts', // apart: whoever only lists backends does not load TensorFlow.js
  // The workers, beside what starts them; and what is for Node alone, under names that bundlers for browsers can leave out.
  'src/train/threads/node-threads.ts',
  'src/train/threads/node-worker.ts',
  'src/train/threads/web-threads.ts',
  'src/train/threads/web-worker.ts',
  'src/run-folder/run-folder.ts',
);
