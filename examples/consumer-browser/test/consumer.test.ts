import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'mlp-lab-consumer-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Installs what npm would publish of core and engine, and TensorFlow.js from this repository, outside the workspace. */
beforeAll(() => {
  const modules = join(project, 'node_modules');
  for (const name of ['core', 'layers', 'backend-cpu']) link(modules, `@tensorflow/tfjs-${name}`);
  for (const name of ['core', 'engine']) {
    const folder = join(root, 'packages', name);
    const files = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder, encoding: 'utf8' }),
    );
    for (const { path } of files[0].files) cpSync(join(folder, path), join(modules, '@mlp-lab', name, path));
  }
  for (const file of ['data.js', 'model.js', 'engine.js'])
    cpSync(join(root, 'examples/consumer-browser', file), join(project, file));
  cpSync(join(root, 'examples/consumer-browser/package.json'), join(project, 'package.json'));
});

function link(modules: string, name: string): void {
  mkdirSync(join(modules, name, '..'), { recursive: true });
  symlinkSync(realpathSync(join(root, 'node_modules', name)), join(modules, name));
}

describe('a project outside the workspace', () => {
  it('trains in Node, here and on a thread', () => {
    const program =
      "import('./engine.js').then(async ({ run }) => { console.log(JSON.stringify(await run())); process.exit(); });";
    const output = execFileSync(process.execPath, ['-e', program], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [compiled, losses] = JSON.parse(output.trim().split('\n').at(-1)!);
    expect(compiled).toBe(true);
    expect(losses).toHaveLength(3);
  });

  it('is bundled for browsers by esbuild in its default settings, without modules of Node', async () => {
    const { outputFiles, metafile, errors } = await build({
      entryPoints: [join(project, 'engine.js')],
      bundle: true,
      write: false,
      metafile: true,
      outdir: 'out',
      logLevel: 'silent',
    });
    expect(errors).toEqual([]);
    expect(outputFiles[0].contents.length).toBeGreaterThan(100_000);
    const external = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter((one) => one.external));
    expect(external).toEqual([]);
  });
});
