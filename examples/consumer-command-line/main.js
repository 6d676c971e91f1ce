// Runs commands that need a package which the command line does not bring along: each fails in one line that says what to install. Then
// it installs what it was told, and the command works.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const mlpLab = (line) => spawnSync('npx', ['mlp-lab', ...line.split(' ')], { encoding: 'utf8' });

/** Runs a command that has to work. */
function expectToWork(line) {
  const { status, stderr } = mlpLab(line);
  if (status !== 0) throw new Error(`mlp-lab ${line}: expected exit code 0, received ${status}: ${stderr}`);
}

/** Runs a command that lacks a package. Returns what it tells its user to install. */
function packagesMissingFor(line) {
  const { status, stdout, stderr } = mlpLab(line);
  const [, packages] = /^mlp-lab: .* npm install ([^,\n]+).*\n$/.exec(stderr) ?? [];
  if (status !== 1 || stdout !== '' || packages === undefined)
    throw new Error(`mlp-lab ${line}: expected one line that says what to install, received ${status}: ${stderr}`);
  return packages.trim().split(' ');
}

writeFileSync(
  'plugin.mjs',
  `import { definePlugin, notebookRecipe as recipe } from '@mlp-lab/models';
   export default definePlugin({
     meta: { name: 'own', version: '1.0.0', namespace: 'own' },
     variants: [{ name: 'wide', title: 'Wide', changes: [], recipe: { ...recipe, hidden: [80] } }],
   });`,
);
const QUICK = '--epochs 1 --limit 200';
expectToWork(`train relu ${QUICK} --out run`);

/** Commands that write a file where their packages are there, and how that file begins. */
const written = {
  'plot run --output chart.png': ['chart.png', '\x89PNG'],
  'plot run --output chart.pdf': ['chart.pdf', '%PDF'],
  'export run --format weights.h5 --out .': ['relu.seed-1.weights.h5', '\x89HDF'],
};
const missing = new Set([
  ...Object.keys(written).flatMap(packagesMissingFor),
  ...packagesMissingFor(`compare relu ${QUICK} --headless`),
  ...packagesMissingFor(`compare own/wide ${QUICK} --plugin ./plugin.mjs --headless`),
]);
const queue = packagesMissingFor(`compare relu ${QUICK} --queue redis://127.0.0.1:6379`);
console.log(`Missing at first: ${[...missing, ...queue].join(', ')}`);

const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...missing];
const { status, stderr } = spawnSync('npm', install, { encoding: 'utf8' });
if (status !== 0) throw new Error(`npm ${install.join(' ')}: ${stderr}`);
for (const [line, [file, start]] of Object.entries(written)) {
  expectToWork(line);
  const bytes = readFileSync(file, 'latin1');
  if (!bytes.startsWith(start))
    throw new Error(`${file}: expected a file that begins with ${start}, received ${bytes.slice(0, 4)}`);
}
