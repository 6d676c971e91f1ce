// The packages as npm would install them: tarballs, in folders outside the workspace.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const TENSORFLOW = ['core', 'layers', 'backend-cpu'].map((name) => [`@tensorflow/tfjs-${name}`, '^4.22.0']);

/** Packs every package that npm gets. Returns its name → its tarball. */
export function packAll(folder) {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(join(root, 'packages')).filter((name) => !manifest(name).private);
  return Object.fromEntries(
    names.map((name) => {
      const json = execFileSync(
        'node',
        [join(root, 'scripts/pnpm.mjs'), 'pack', '--json', '--pack-destination', folder],
        {
          cwd: join(root, 'packages', name),
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      return [`@mlp-lab/${name}`, `file:${JSON.parse(json.slice(json.indexOf('{'))).filename}`];
    }),
  );
}

const manifest = (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));

/** Makes a project of `files` that has the packages, TensorFlow.js and `others` installed. */
export function install(folder, tarballs, others = [], files = {}, fields = {}) {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries([...TENSORFLOW, ...Object.entries(tarballs)]);
  const project = { name: 'consumer', private: true, type: 'module', dependencies, overrides: tarballs, ...fields };
  writeFiles(folder, { 'package.json': JSON.stringify(project, null, 2), ...files });
  npm(folder, ['install', '--no-audit', '--no-fund', '--prefer-offline', ...others]);
}

export function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Runs a command of a project. Throws with its output if it fails. */
export function runIn(folder, [command, ...args]) {
  try {
    return execFileSync('npx', ['--no-install', command, ...args], { ...quiet(folder), timeout: 300_000 });
  } catch (error) {
    throw new Error(`${error.stdout}\n${error.stderr}`.trim() || error.message);
  }
}

function npm(folder, args) {
  try {
    execFileSync('npm', args, quiet(folder));
  } catch (error) {
    throw new Error(`npm ${args.join(' ')}: ${error.stderr}`);
  }
}

const quiet = (cwd) => ({
  cwd,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CI: '1', npm_config_update_notifier: 'false' },
});
