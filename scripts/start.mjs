// `npm start`: the whole notebook on real MNIST, 100 epochs, one network per core.
import { spawn } from 'node:child_process';

const RUN = 'runs/start';
console.log('mlp-lab compare: every row of the notebook, 100 epochs. This takes a few minutes.');
console.log(`The run is kept in ${RUN}: interrupt it at any time, npm start goes on from there.\n`);
const child = spawn(process.execPath, ['packages/cli/dist/bin.js', 'compare', '--out', RUN], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal === 'SIGINT' || child.kill(signal)); // a terminal sends SIGINT to both
child.on('close', (code) => process.exit(code ?? 130));
