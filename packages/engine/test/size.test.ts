import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import '@tensorflow/tfjs-backend-cpu';
import type { fit } from '@mlp-lab/engine';
import { train } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { blobs } from './small-models';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Common layers, loss and optimizer. */
function reluModel() {
  const hidden = layers.dense({ units: 8, inputShape: [4], activation: 'relu' });
  const model = sequential({ layers: [hidden, layers.dense({ units: 3, activation: 'softmax' })] });
  model.compile({ optimizer: train.adam(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** An output and all that it imports at once, which an app loads together. */
function loadedWith(outputs: Metafile['outputs'], path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const { path: imported, kind, external } of outputs[path].imports)
    if (kind === 'import-statement' && !external) loadedWith(outputs, imported, found);
  return found;
}

/**
 * Counted: what the app loads at once of engine and core, the script of its threads, and training through TensorFlow.js. Not counted:
 * TensorFlow.js itself, and files that are imported when a model, an option or an error needs them; the message of a failure lists each.
 */
describe('an app that imports fit', () => {
  it('loads less than 30 kB gzipped beside TensorFlow.js, with the script of its threads and the fallback', async () => {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents:
          "export { fit } from '@mlp-lab/engine'; export const threads = () => [import('../dist/team-worker.js'), import('../dist/worker.js')];",
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

    // a page that needs a part sends one request: what the part imports is there already
    const there = loadedWith(outputs, app[0]);
    const parts = started(/\/(uncommon|lists|with-callbacks|check-fusion)\.js$/);
    expect(parts).toHaveLength(4);
    for (const part of parts) expect([...loadedWith(outputs, part)].filter((path) => !there.has(path))).toEqual([part]);

    // what is counted trains a network of common layers
    const folder = mkdtempSync(join(here, '../node_modules/app-'));
    try {
      for (const path of counted) writeFileSync(join(folder, basename(path)), contentsOf(path));
      const started = await import(pathToFileURL(join(folder, basename(app[0]))).href);
      const { x, y } = blobs(40);
      const { history, arithmetic } = await (started.fit as typeof fit)(reluModel(), x, y, { epochs: 2 });
      expect(arithmetic).toBe('separate'); // it was compiled
      expect(history.loss[1]).toBeLessThan(history.loss[0]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
