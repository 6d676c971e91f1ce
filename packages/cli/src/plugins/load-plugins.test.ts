// How plugins are found and loaded, and every way in which that fails: one line that says what to do.
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load-config';
import { loadPlugins } from './load-plugins';
import { pluginPackageName } from './plugin-package-name';

let dir: string;
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'mlp-lab-plugins-')));
});
afterAll(() => rm(dir, { recursive: true }));

const put = async (path: string, text: string) => {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), text);
};

/** A module that exports a plugin without variants and imports nothing. */
const source = (name: string, version = '1.0.0') =>
  `export default { meta: { name: '${name}', version: '${version}', namespace: '${name.replace(/^.*-/, '')}' } };\n`;

/** Installs a package where Node finds it. */
async function install(name: string, text: string, fields: object = {}) {
  await put(`node_modules/${name}/main.js`, text);
  const json = { name, version: '1.0.0', type: 'module', exports: { import: './main.js' }, ...fields };
  await put(`node_modules/${name}/package.json`, JSON.stringify(json));
}

const load = (...names: string[]) => loadPlugins({ cwd: dir, names });
const namesOf = async (...names: string[]) => (await load(...names)).map(({ plugin }) => plugin.meta.name);

async function problem(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MlpLabError);
  const { message } = error as MlpLabError;
  expect(message).not.toMatch(/\n/);
  return message;
}

describe('the short name of a plugin', () => {
  it.each([
    ['foo', 'mlp-lab-plugin-foo'],
    ['mlp-lab-plugin-foo', 'mlp-lab-plugin-foo'],
    ['@s', '@s/mlp-lab-plugin'],
    ['@s/foo', '@s/mlp-lab-plugin-foo'],
    ['@s/mlp-lab-plugin', '@s/mlp-lab-plugin'],
    ['@s/mlp-lab-plugin-foo', '@s/mlp-lab-plugin-foo'],
  ])('%s stands for %s', (short, name) => {
    expect(pluginPackageName(short)).toBe(name);
  });
});

describe('a plugin', () => {
  it('is found by its short name, its full name, or another name of a package, from the folder of the user', async () => {
    await install('mlp-lab-plugin-foo', source('foo'));
    await install('@s/mlp-lab-plugin', source('s'));
    await install('@s/mlp-lab-plugin-bar', source('bar'));
    await install('odd-name', source('odd'));
    expect(await namesOf('foo', '@s', '@s/bar', 'odd-name')).toEqual(['foo', 's', 'bar', 'odd']);
    expect(await namesOf('mlp-lab-plugin-foo', '@s/mlp-lab-plugin-bar')).toEqual(['foo', 'bar']);
    const [foo] = await load('foo');
    expect(foo).toMatchObject({ version: '1.0.0', file: join(dir, 'node_modules/mlp-lab-plugin-foo/main.js') });
  });

  it('is found by the path of a module, JavaScript or TypeScript, or of a package', async () => {
    await put('own.mjs', source('own'));
    await put('typed.ts', `interface A { a: string }\n${source('typed')}`);
    await put('package/package.json', JSON.stringify({ name: 'pack', type: 'module', exports: './lib/it.js' }));
    await put('package/lib/it.js', source('pack'));
    await put('folder/index.js', source('folder'));
    await put('folder/package.json', '{ "type": "module" }');
    const paths = ['./own.mjs', './typed.ts', './package', './folder', join(dir, 'own.mjs')];
    expect(await namesOf(...paths)).toEqual(['own', 'typed', 'pack', 'folder']);
  });

  it('can be exported by a function, in a list, or under the name plugin', async () => {
    await put('function.mjs', source('function').replace('default {', 'default () => ({').replace('};', '});'));
    await put('list.mjs', `${source('one').replace('export default', 'const one =')}export default [one, () => one];`);
    await put('named.mjs', source('named').replace('default', 'const plugin ='));
    expect(await namesOf('./function.mjs', './list.mjs', './named.mjs')).toEqual(['function', 'one', 'named']);
  });

  it.each<[string, string, RegExp]>([
    [
      'is not installed',
      'missing',
      /^plugin missing: mlp-lab-plugin-missing is not installed.*run npm install mlp-lab-plugin-missing, or give the path of a module: \.\/missing$/,
    ],
    [
      'has no file',
      './missing.js',
      /^plugin \.\/missing\.js: expected a module or a package, but .*missing\.js does not exist$/,
    ],
    [
      'is an empty folder',
      './empty',
      /^plugin \.\/empty: expected a package\.json with exports, or an index\.js or index\.ts, in /,
    ],
    [
      'exports no plugin',
      './nothing.mjs',
      /^plugin \.\/nothing\.mjs \(.*\): expected a plugin, export default definePlugin\(\{ meta, … \}\), received undefined$/,
    ],
    ['exports something else', './number.mjs', /received number$/],
    ['throws when it is loaded', './throws.mjs', /^plugin \.\/throws\.mjs \(.*\) can't be loaded: no luck$/],
    ['is not JavaScript', './syntax.mjs', /can't be loaded: /],
    ['imports a missing package', './imports.mjs', /can't be loaded: Cannot find package 'not-there'/],
    [
      'is made by a function that throws',
      './maker.mjs',
      /^plugin \.\/maker\.mjs \(.*\): its function throws: no luck$/,
    ],
    [
      'has the wrong shape',
      './shape.mjs',
      /^plugin \.\/shape\.mjs \(.*\): plugin\.meta\.namespace must be a string: received undefined$/,
    ],
    ['has an invalid variant', './variant.mjs', /: plugin wrong, variant 'v': has no recipe/],
    [
      'wants another version',
      'later',
      /^plugin later \(.*\): mlp-lab-plugin-later 1\.0\.0 requires @mlp-lab\/models \^99\.0\.0, but this mlp-lab has \d.*: install a matching version of mlp-lab-plugin-later/,
    ],
  ])('that %s is reported in one line', async (_, name, message) => {
    await mkdir(join(dir, 'empty'), { recursive: true });
    await put('nothing.mjs', 'export const other = 1;');
    await put('number.mjs', 'export default 3;');
    await put('throws.mjs', "throw new Error('no luck\\nat all');");
    await put('syntax.mjs', 'export default {');
    await put('imports.mjs', "import 'not-there';");
    await put('maker.mjs', "export default () => { throw new Error('no luck'); };");
    await put('shape.mjs', "export default { meta: { name: 'a', version: '1.0.0' } };");
    await put(
      'variant.mjs',
      "export default { meta: { name: 'wrong', version: '1.0.0', namespace: 'w' }, variants: [{ name: 'v', changes: [] }] };",
    );
    await install('mlp-lab-plugin-later', source('later'), { peerDependencies: { '@mlp-lab/models': '^99.0.0' } });
    expect(await problem(load(name))).toMatch(message);
  });
});

describe('a configuration', () => {
  const config = async (name: string, text: string) => {
    await put(name, text);
    return loadConfig(dir, name);
  };

  it('is found in the folder or above it, TypeScript before JavaScript', async () => {
    await put('project/mlp-lab.config.mjs', 'export default { epochs: 3 };');
    await put('project/deep/er/x.txt', '');
    expect((await loadConfig(join(dir, 'project/deep/er'))).config).toEqual({ epochs: 3 });
    await put('project/mlp-lab.config.ts', 'export default { epochs: 4 as number };');
    const { file, config } = await loadConfig(join(dir, 'project'));
    expect(config).toEqual({ epochs: 4 });
    expect(file).toBe(join(dir, 'project/mlp-lab.config.ts'));
  });

  it('is written with defineConfig of @mlp-lab/cli/config', async () => {
    const cli = fileURLToPath(new URL('../..', import.meta.url));
    await mkdir(join(dir, 'typed/node_modules/@mlp-lab'), { recursive: true });
    await symlink(cli, join(dir, 'typed/node_modules/@mlp-lab/cli'));
    const text = "import { defineConfig } from '@mlp-lab/cli/config';\nexport default defineConfig({ seeds: [1, 2] });";
    await put('typed/mlp-lab.config.ts', text);
    expect((await loadConfig(join(dir, 'typed'))).config).toEqual({ seeds: [1, 2] });
  });

  it('names plugins relative to itself, and contains others', async () => {
    await install('mlp-lab-plugin-foo', source('foo'));
    await put('sub/near.mjs', source('near'));
    await put(
      'sub/c.mjs',
      `${source('inline').replace('export default', 'const inline =')}
      export default { plugins: ['foo', './near.mjs', [inline, false], null, undefined] };`,
    );
    const loaded = await loadPlugins({ cwd: dir, config: join(dir, 'sub/c.mjs'), names: [] });
    expect(loaded.map(({ plugin, file }) => [plugin.meta.name, file])).toEqual([
      ['foo', join(dir, 'node_modules/mlp-lab-plugin-foo/main.js')],
      ['near', join(dir, 'sub/near.mjs')],
      ['inline', join(dir, 'sub/c.mjs')],
    ]);
  });

  it('has paths relative to itself', async () => {
    await put('sub/paths.mjs', "export default { data: 'digits', out: '../runs' };");
    expect((await loadConfig(dir, 'sub/paths.mjs')).config).toEqual({
      data: join(dir, 'sub/digits'),
      out: join(dir, 'runs'),
    });
    const url = await config('url.mjs', "export default { data: 'https://example.com/digits' };");
    expect(url.config.data).toBe('https://example.com/digits');
  });

  it.each<[string, string, RegExp]>([
    ['an unknown field', '{ epoch: 3 }', /c\.mjs: unknown field 'epoch': did you mean epochs\?$/],
    ['a wrong number', "{ epochs: 'ten' }", /c\.mjs: epochs: expected an integer of at least 1, received "ten"$/],
    ['a wrong name', "{ scale: 'big' }", /c\.mjs: scale: expected 'none' or 'unit' or 'standard', received "big"$/],
    [
      'wrong seeds',
      '{ seeds: [1, -2] }',
      /c\.mjs: seeds: expected a list of integers of at least 0, received \[1,-2\]$/,
    ],
    [
      'plugins that are no list',
      "{ plugins: 'foo' }",
      /c\.mjs: plugins: expected a list of plugins, names or paths, received "foo"$/,
    ],
    ['no object', '3', /c\.mjs: expected export default defineConfig\(\{ … \}\), received 3$/],
    ['nothing', 'undefined', /received undefined$/],
  ])('with %s is refused, naming file and field', async (_, text, message) => {
    await put(`wrong/${text.replace(/\W/g, '')}c.mjs`, `export default ${text};`);
    expect(await problem(loadConfig(dir, `wrong/${text.replace(/\W/g, '')}c.mjs`))).toMatch(message);
  });

  it('that is missing, throws, or contains something other than plugins is reported', async () => {
    expect(await problem(loadConfig(dir, 'not-there.ts'))).toMatch(
      /^--config not-there\.ts: expected a file, but .* does not exist/,
    );
    expect(await problem(config('bad.mjs', "throw new Error('oh');"))).toMatch(/bad\.mjs can't be loaded: oh$/);
    await put('odd.mjs', 'export default { plugins: [3] };');
    const odd = loadPlugins({ cwd: dir, config: join(dir, 'odd.mjs'), names: [] });
    expect(await problem(odd)).toMatch(/odd\.mjs: plugins\[0\]: expected a plugin/);
  });
});
