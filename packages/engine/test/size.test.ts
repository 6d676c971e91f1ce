import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** The modules that an app loads which imports `fit`, without those that `fit` imports only when it needs them. */
async function bundleOfFit() {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: "export { fit } from '@mlp-lab/engine'",
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    outdir: 'out',
    logLevel: 'error',
    absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
    external: ['@tensorflow/*', '@mlp-lab/core'],
  });
  const loaded = new Set(['out/stdin.js']);
  for (const name of loaded)
    for (const { path, kind, external } of metafile.outputs[name].imports)
      if (kind === 'import-statement' && !external) loaded.add(path);
  const isLoaded = (path: string) => [...loaded].some((name) => path.endsWith(name));
  return {
    loaded: outputFiles.filter(({ path }) => isLoaded(path)),
    later: outputFiles.filter(({ path }) => !isLoaded(path)),
  };
}

describe('an app that imports fit', () => {
  it('loads under 30 kB of the engine, gzipped, to train a compiled model', async () => {
    const { loaded, later } = await bundleOfFit();
    const size = loaded.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
    expect(size).toBeGreaterThan(20_000); // the code generator is in it
    expect(size).toBeLessThan(30_000);
    expect(later.length).toBeGreaterThan(1); // training through TensorFlow.js, callbacks
  });
});
