import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';
import { build, takeIn } from '../../tsup.base';

/** What `mlp-lab --help` prints, for bin.js. */
async function writeHelp(): Promise<void> {
  const program = "import('./dist/main.js').then(({ main }) => main(['--help']))";
  const env = { ...process.env, NO_COLOR: '1' };
  await writeFile('dist/help.txt', execFileSync(process.execPath, ['--eval', program], { env }));
}

const { onSuccess: writeLicenses, ...taken } = takeIn('log-update', 'semver', 'uqr');

const modules = defineConfig({
  ...(build(
    'src/bin.ts',
    'src/main.ts', // what bin.ts runs; the tests run many command lines in one process
    'src/config.ts',
    // What threads and pages load by the names `thread-registry.js` and `page-registry.js`.
    'src/plugins/thread-registry.ts',
    'src/plugins/page-registry.ts',
  ) as Options),
  ...taken,
  clean: ['!mlp-lab.cjs'], // which is written at the same time
  async onSuccess() {
    await writeHelp();
    await (writeLicenses as () => Promise<void>)();
  },
});

/** What npm links as `mlp-lab`. */
const command = defineConfig({
  ...(build('src/mlp-lab.ts') as Options),
  format: 'cjs',
  clean: false, // the modules are there
  external: [/^node:/, './bin.js'],
});

export default [modules, command].flat();
