import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // TensorFlow.js advertises its native package on the first use of cpu in Node; nothing of ours.
    onConsoleLog: (text) => !text.includes('Hi, looks like you are running TensorFlow.js in Node.js'),
  },
});
