// Releases what is committed: versions, changelogs, build, checks, tarballs, npm.
//   npm run release -- --dry-run [--quick] [--out DIR]    everything but publishing; --quick leaves the tests out
//   npm run release                                       as .github/workflows/release.yml runs it
// All of it happens in a copy of the repository: a failure leaves nothing behind.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isKnown, root, url } from './release/address.mjs';
import { licenseTable } from './release/licenses.mjs';
import { checkTarball } from './release/tarball.mjs';

const { values: options } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, quick: { type: 'boolean' }, out: { type: 'string' } },
});
const isDry = options['dry-run'] ?? false;
if (!isDry && !isKnown) fail(`repository.url in package.json: expected the public address, received ${url}`);
if (!isDry && options.quick) fail('--quick: expected --dry-run beside it: a release is tested');

const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-release-'));
const copy = join(folder, 'mlp-lab');
process.on('exit', () => {
  execFileSync('git', ['worktree', 'remove', '--force', copy], { cwd: root, stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
run(root, 'git', 'worktree', 'add', '--quiet', '--detach', copy, 'HEAD');

step('Versions and changelogs');
pnpm('install', '--frozen-lockfile', '--prefer-offline', '--silent');
pnpm('exec', 'changeset', 'version');
pnpm('install', '--lockfile-only', '--prefer-offline', '--silent'); // the examples' ranges

step(options.quick ? 'Build and checks, without the tests' : 'Build, checks and tests');
if (options.quick) {
  for (const script of ['build', 'types', 'lint', 'lint:packages', 'lint:unused']) pnpm('run', '--silent', script);
} else pnpm('run', '--silent', 'check');

step('Tarballs');
const tarballs = resolve(options.out ?? join(folder, 'tarballs'));
const packed = JSON.parse(
  execFileSync(
    'node',
    ['scripts/pnpm.mjs', '--filter=./packages/*', '--silent', 'pack', '--json', '--pack-destination', tarballs],
    {
      cwd: copy,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 26,
    },
  ),
);
const rows = packed.map(({ filename }) => checkTarball(filename));
console.table(Object.fromEntries(rows.map(({ name, problems: _, ...row }) => [name, row])));
const problems = rows.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
if (problems.length > 0) fail(problems.join('\n'));

step('Licences of what they install');
console.log(licenseTable(copy));

if (isDry) {
  console.log(`\nNot published: a dry run.${options.out ? ` The tarballs are in ${tarballs}.` : ''}`);
  if (!isKnown)
    console.log(`The release would stop at once: repository.url in package.json is not known yet (${url}).`);
} else {
  step('Publishing');
  const version = rows[0].version;
  run(copy, 'git', 'commit', '--quiet', '--all', '--message', `Release ${version}`);
  run(copy, 'git', 'tag', `v${version}`);
  pnpm('--filter=./packages/*', 'publish', '--access', 'public', '--provenance', '--no-git-checks');
  run(copy, 'git', 'push', 'origin', 'HEAD:main', `v${version}`);
}

function step(title) {
  console.log(`\n${title}`);
}

function pnpm(...args) {
  run(copy, 'node', 'scripts/pnpm.mjs', ...args);
}

function run(cwd, program, ...args) {
  try {
    execFileSync(program, args, { cwd, stdio: 'inherit' });
  } catch {
    fail(`${[program, ...args].join(' ')} failed`);
  }
}

function fail(message) {
  console.error(`release: ${message}`);
  process.exit(1);
}
