// Runs the version of pnpm that package.json names, on a machine with only Node and npm.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { status, signal } = spawnSync('npx', ['--yes', packageManager, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, npm_config_update_notifier: 'false' },
  shell: process.platform === 'win32',
});
process.exit(signal === 'SIGINT' ? 130 : (status ?? 1));
