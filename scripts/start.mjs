// The main job: the notebook's table on real MNIST. One epoch for now: TensorFlow.js needs 7 s for each, and the notebook
// has 900 of them.
import { spawnSync } from 'node:child_process';

console.log('mlp-lab compare --epochs 1: every row of the notebook for one epoch (the notebook trains 100)\n');
const { status } = spawnSync(process.execPath, ['packages/cli/dist/bin.js', 'compare', '--epochs', '1'], {
  stdio: 'inherit',
});
process.exit(status ?? 130);
