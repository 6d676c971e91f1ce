// The main job: the whole notebook on real MNIST, 100 epochs, a network a core.
import { spawnSync } from 'node:child_process';

console.log('mlp-lab compare: every row of the notebook, 100 epochs, in some minutes\n');
const { status } = spawnSync(process.execPath, ['packages/cli/dist/bin.js', 'compare'], { stdio: 'inherit' });
process.exit(status ?? 130);
