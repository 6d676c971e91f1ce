import { defineConfig, type Options } from 'tsup';
import { build } from '../../tsup.base';

/** The script of threads is one file: a chunk that it shared with others could be loaded twice. */
const worker = { ...(build('src/task-worker.ts') as Options), splitting: false, clean: false };

const options = build(
  'src/index.ts',
  'src/node.ts',
  'src/backends.ts', // apart: whoever only lists backends does not load TensorFlow.js
  'src/testing.ts',
  'src/run-folder/run-folder.ts', // for Node alone, under a name that bundlers for browsers leave out
) as Options;

export default defineConfig([{ ...options, clean: ['!task-worker.*'] }, worker]);
