import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));

describe('an app that imports fit', () => {
  it('loads at most 58 kB gzipped beside TensorFlow.js: the engine with its worker and fallback, and what it uses of core', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export { fit } from '@mlp-lab/engine'; import('../dist/worker.js');", resolveDir: here },
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      write: false,
      outdir: 'out',
      logLevel: 'error',
      external: ['@tensorflow/*'],
    });
    expect(outputFiles.length).toBeGreaterThan(1); // the worker is apart: a file that imports nothing
    const code = Buffer.concat(outputFiles.map(({ contents }) => contents));
    const size = gzipSync(code, { level: 9 }).length;
    expect(size).toBeGreaterThan(30_000); // all of it is there
    expect(size).toBeLessThan(58_000);
  });
});
