// A module inside a package → its exports. Packages are left as imports, so that there is one copy of each.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param path of the module: `lab/src/state/url-codec.ts`. */
export async function importSource(path) {
  const folder = join(root, 'packages', path.split('/')[0], 'node_modules/.fuzz');
  const outfile = join(folder, `${path.replaceAll('/', '.')}.${process.pid}.mjs`);
  mkdirSync(folder, { recursive: true });
  await build({ entryPoints: [join(root, 'packages', path)], outfile, bundle: true, packages: 'external', format: 'esm', platform: 'node' }); // biome-ignore format: one line
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile);
  }
}
