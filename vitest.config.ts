import { defineConfig } from 'vitest/config';
import { tellSkipped } from './scripts/tell-skipped.ts';

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    reporters: ['default', ...(process.env.GITHUB_ACTIONS ? ['github-actions'] : []), tellSkipped],
    maxWorkers: '100%', // all cores: most tests use one
    isolate: false, // files share a process, so that TensorFlow.js is read once in each: a quarter of the time
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // TensorFlow.js advertises its native package on the first use of cpu in Node; nothing of ours.
    onConsoleLog: (text) => !text.includes('Hi, looks like you are running TensorFlow.js in Node.js'),
  },
});
