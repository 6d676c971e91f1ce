// How good all techniques together can be: chooses settings of `combined` by validation accuracy, tests the choice, and writes docs/combined.md:
//   node scripts/combined.mjs RUN_FOLDER [--docs DIR] [--seeds 1,2,3] [options of all commands: --limit 1000 --jobs 1 …]
// Each network is saved in the folder when it is trained: rerun the command to resume. Build first.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { choose, GRID } from './combined/choose.mjs';
import { combinedPage } from './combined/page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder, ...given] = process.argv.slice(2);
if (folder === undefined || folder.startsWith('-')) {
  console.error('node scripts/combined.mjs RUN_FOLDER [--docs DIR] [--seeds 1,2,3] [options]: expected a folder');
  process.exit(2);
}
const options = {
  docs: { type: 'string', default: join(root, 'docs') },
  seeds: { type: 'string', default: '1,2,3' },
  epochs: { type: 'string', default: '30' },
  ...Object.fromEntries(['limit', 'jobs', 'members'].map((name) => [name, { type: 'string' }])),
};
const { docs, seeds, epochs, limit, jobs, members = '10' } = parseArgs({ args: given, options }).values;
const shared = ['--epochs', epochs, ...flag('limit', limit), ...flag('jobs', jobs)];

const grid = GRID.flatMap((setting) => ['--set', setting]);
const sweep = run('sweep', ['sweep', '--variant', 'combined', ...grid]);
const chosen = choose(sweep.report).map((choice) => {
  const settings = choice.settings.flatMap((setting) => ['--set', setting]);
  const words = ['ensemble', '--variant', 'combined', '--members', members, ...settings, '--set', 'validationSplit=0'];
  return { ...choice, ...run(choice.name, [...words, '--seeds', seeds]) };
});
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, 'combined.md'), combinedPage(sweep, chosen, ['RUN_FOLDER', ...given]));

/** Runs a command in its own folder, or resumes it. Returns the command and its report. */
function run(name, words) {
  const out = join(folder, name);
  const command = [...words, ...shared];
  console.error(`mlp-lab ${command.join(' ')}`);
  const bin = join(root, 'packages/cli/dist/bin.js');
  const { status } = spawnSync(process.execPath, [bin, ...command, '--out', out], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 130);
  return {
    command: `mlp-lab ${command.join(' ')}`,
    report: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')),
  };
}

function flag(name, value) {
  return value === undefined ? [] : [`--${name}`, value];
}
