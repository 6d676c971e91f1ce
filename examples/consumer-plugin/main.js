// Writes a plugin, installs what it needs, runs its tests, checks its types, trains it and packs it.
import { execFileSync } from 'node:child_process';

const run = (cwd, program, ...args) => execFileSync(program, args, { cwd, stdio: 'inherit' });
run('.', 'npx', 'mlp-lab', 'new-plugin', 'mlp-lab-plugin-mine');
const folder = 'mlp-lab-plugin-mine';
run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
run(folder, 'npm', 'test');
run(folder, 'npm', 'run', 'types');
run(folder, 'npx', 'mlp-lab', 'compare', 'relu', 'mine/net', '--plugin', '.', '--epochs', '1', '--limit', '200');
run(folder, 'npm', 'pack', '--silent');
