// The packages as npm would install them: tarballs, in folders outside the workspace.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../children.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const TENSORFLOW = ['core', 'layers', 'backend-cpu'].map((name) => [`@tensorflow/tfjs-${name}`, '^4.22.0']);

/** Packs every package that npm gets, or some. Returns its name → its tarball. */
export function packAll(folder, names = ['*']) {
  mkdirSync(folder, { recursive: true });
  const filters = names.map((name) => `--filter=./packages/${name}`);
  const json = execFileSync(
    'node',
    [join(root, 'scripts/pnpm.mjs'), ...filters, '--silent', 'pack', '--json', '--pack-destination', folder],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 },
  );
  const packed = [JSON.parse(json.slice(json.search(/[[{]/)))].flat();
  return Object.fromEntries(packed.map(({ name, filename }) => [name, `file:${filename}`]));
}

/** Makes a project of `files` that has the packages, TensorFlow.js and `others` installed. */
export async function install(folder, tarballs, others = [], files = {}, fields = {}) {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries([...TENSORFLOW, ...Object.entries(tarballs)]);
  const project = { name: 'consumer', private: true, type: 'module', dependencies, overrides: tarballs, ...fields };
  writeFiles(folder, { 'package.json': JSON.stringify(project, null, 2), ...files });
  await npm(folder, ['install', '--no-audit', '--no-fund', '--prefer-offline', ...others]);
}

export function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Runs a command of a project. Throws with its output if it fails. */
export const runIn = (folder, command) => runProgram(['npx', '--no-install', ...command], quiet(folder));

/** Runs npm in a folder. Throws with its output if it fails. */
export const npm = (folder, args) => runProgram(['npm', ...args], quiet(folder));

const quiet = (cwd) => ({
  cwd,
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false' },
});
