import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

/** Every package is built the same way: ES modules and their types, from the entries that it names. */
export const build = (...entry: string[]) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    clean: true,
    sourcemap: false,
    silent: true,
    define: { process: 'globalThis.process', Buffer: 'globalThis.Buffer' }, // Parcel would put polyfills in their place, in code for Node, too
    external: [/^node:/],
    skipNodeModulesBundle: true,
    removeNodeProtocol: false,
  });

/** Takes in what is used of large libraries, whose licences go with it in dist/licenses.md. */
export const takeIn = (...libraries: string[]): Options => ({
  skipNodeModulesBundle: false,
  noExternal: libraries.map((name) => new RegExp(`^${name}($|/)`)),
  async onSuccess() {
    const licenses = libraries.flatMap((name) => licensesOf(join('node_modules', name)));
    writeFileSync('dist/licenses.md', licenses.join('\n'));
  },
});

/** Of the library in a folder, and of those that it depends on, which pnpm puts beside it. */
function licensesOf(folder: string): string[] {
  const {
    name,
    version,
    license,
    homepage,
    dependencies = {},
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const text = file && readFileSync(join(folder, file), 'utf8').trim();
  const own = [`# ${name} ${version}: ${license}`, homepage, text].filter(Boolean).join('\n\n');
  const beside = join(realpathSync(folder), ...name.split('/').map(() => '..'));
  return [`${own}\n`, ...Object.keys(dependencies).flatMap((one) => licensesOf(join(beside, one)))];
}
