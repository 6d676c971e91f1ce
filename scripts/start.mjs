// `npm start`: the whole notebook on real MNIST, 100 epochs, one network per core.
import { spawnSync } from 'node:child_process';

console.log('mlp-lab compare: every row of the notebook, 100 epochs. This takes a few minutes.\n');
const { status } = spawnSync(process.execPath, ['packages/cli/dist/bin.js', 'compare'], { stdio: 'inherit' });
process.exit(status ?? 130);
