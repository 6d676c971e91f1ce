// `new-plugin`: writes a working plugin and its test into a folder.
import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { pluginPackageName } from '../plugins/plugin-package-name';
import { writeFile } from '../print/write-file';
import { pluginFiles } from './plugin-files';
import { unreleasedPackages } from './unreleased-packages';

/** @throws MlpLabError `invalid-argument` for a name that no plugin can have; `io` for a folder that is not empty or can't be written. */
export async function writePlugin(dir: string): Promise<void> {
  const folder = resolve(dir);
  const name = pluginPackageName(basename(folder).toLowerCase());
  const namespace = name.replace(/^mlp-lab-plugin-?/, '');
  if (!/^[a-z][a-z0-9-]*$/.test(namespace))
    throw new MlpLabError(
      'invalid-argument',
      `${dir}: expected a folder whose name has lower-case letters, digits and - only, as it names the plugin, received '${basename(folder)}'`,
    );
  await checkEmpty(dir, folder);
  const archives = await unreleasedPackages();
  for (const [path, text] of Object.entries(pluginFiles({ name, namespace }, archives))) {
    await mkdir(dirname(join(folder, path)), { recursive: true }).catch((cause) => {
      throw new MlpLabError('io', `${dir}: expected a folder that can be written to: ${cause.message}`, { cause });
    });
    await writeFile(join(folder, path), text);
  }
  process.stdout.write(`${name} is in ${dir}. Next steps:

  cd ${dir}
  npm install
  npm test                                          # checks the contract of plugins
  npx mlp-lab compare relu ${namespace}/net --plugin . --epochs 1
`);
  if (archives)
    process.stderr.write(
      'This mlp-lab is not released: package.json names archives of its packages. Replace them by versions before you publish the plugin.\n',
    );
}

async function checkEmpty(dir: string, folder: string): Promise<void> {
  const found = await readdir(folder).catch((cause) => {
    if (cause.code === 'ENOENT') return [];
    throw new MlpLabError('io', `${dir}: expected a new or empty folder: ${cause.message}`, { cause });
  });
  if (found.length > 0)
    throw new MlpLabError(
      'io',
      `${dir}: expected a new or empty folder, but it contains ${found.length} files: ${found[0]}, …`,
    );
}
