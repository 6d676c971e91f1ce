import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));

/** An output and all that it imports at once, which an app loads together. */
function loadedWith(outputs: Metafile['outputs'], path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const { path: imported, kind, external } of outputs[path].imports)
    if (kind === 'import-statement' && !external) loadedWith(outputs, imported, found);
  return found;
}

describe('an app that imports fit', () => {
  it('loads at most 30 kB gzipped beside TensorFlow.js: the engine with its worker and fallback, and what it uses of core', async () => {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents:
          "export { fit } from '@mlp-lab/engine'; import('../dist/team-worker.js'); import('../dist/worker.js');",
        resolveDir: here,
      },
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      write: false,
      outdir: 'out',
      logLevel: 'error',
      external: ['@tensorflow/*'],
      metafile: true,
    });
    const { outputs } = metafile;
    const started = (name: RegExp) => Object.keys(outputs).filter((path) => name.test(outputs[path].entryPoint ?? ''));
    const [app, worker, fallback] = [/stdin/, /team-worker\.js$/, /layers-trainer\.js$/].map(started);
    expect([app, worker, fallback].map(({ length }) => length)).toEqual([1, 1, 1]);
    const counted = [...app, ...worker, ...fallback].reduce(
      (found, path) => loadedWith(outputs, path, found),
      new Set<string>(),
    );
    const contentsOf = (path: string) => outputFiles.find((file) => file.path.endsWith(path))!.contents;
    const gzipped = (...paths: string[]) => gzipSync(Buffer.concat(paths.map(contentsOf)), { level: 9 }).length;
    const whenUsed = Object.keys(outputs).filter((path) => !counted.has(path));
    const sizes = (paths: Iterable<string>) => [...paths].map((path) => `${gzipped(path)} ${path}`).join('\n');
    const size = gzipped(...counted);
    expect(whenUsed.length).toBeGreaterThan(10);
    expect(size).toBeGreaterThan(25_000); // all of it is there
    expect(size, `counted:\n${sizes(counted)}\nimported when used, not counted:\n${sizes(whenUsed)}`).toBeLessThan(
      30_000,
    );
  });
});
