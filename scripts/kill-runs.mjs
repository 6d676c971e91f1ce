// Kills `mlp-lab compare` again and again, at random moments and in the middle of file writes, and compares the report that it ends
// with to that of a run that nobody killed: everything but seconds must be equal, and nothing half written may be left.
//
//   node scripts/kill-runs.mjs [kills=200] [minutes=60] [kinds=threads,ensemble,plugins,browser]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [kills = 200, minutes = 60, kinds = 'threads,ensemble,plugins,browser'] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'packages/cli/dist/bin.js');
const plugin = join(root, 'examples/plugin-maxout');
const KILLS_PER_RUN = 4;
const SHARE_IN_WRITES = 0.25;

const commands = {
  threads: ['compare', 'relu', 'adam', 'dropout', '--epochs', '40', '--limit', '6000', '--jobs', '2'],
  ensemble: ['ensemble', '--members', '3', '--variant', 'relu', '--epochs', '30', '--limit', '6000', '--jobs', '2'],
  plugins: ['compare', 'maxout/*', 'relu', '--plugin', plugin, '--epochs', '30', '--limit', '4000', '--jobs', '2'],
  browser: ['compare', 'relu', 'batch-norm', '--headless', '--epochs', '40', '--limit', '6000', '--jobs', '2'],
};

const run = (args, out, interfere = () => {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args, '--out', out], { stdio: 'ignore', detached: true });
    const stop = interfere(() => process.kill(-child.pid, 'SIGKILL'), out);
    child.on('close', (code, signal) => {
      stop?.();
      resolve({ code, killed: signal === 'SIGKILL' });
    });
  });

const atRandom = (length) => (kill) => {
  const timer = setTimeout(kill, Math.random() * length);
  return () => clearTimeout(timer);
};
/** At one of the next changes in the folder of the networks. */
const inWrite = (kill, out) => {
  mkdirSync(join(out, 'networks'), { recursive: true });
  let left = 1 + Math.floor(Math.random() * 12);
  const watcher = watch(join(out, 'networks'), () => --left === 0 && kill());
  return () => watcher.close();
};

const numbers = (out) =>
  JSON.stringify(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')), (key, value) =>
    key === 'seconds' ? undefined : value,
  );
const leftovers = (out) =>
  readdirSync(out, { recursive: true }).filter((name) => /\.tmp$|\.(json|csv|f32|bin|svg|html)\.\d+$/.test(name));

const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-kills-'));
const end = Date.now() + Number(minutes) * 60_000;
const count = { kills: 0, inWrites: 0, runs: 0, different: 0, leftovers: 0 };
const wholes = new Map();
for (const kind of kinds.split(',')) {
  const started = Date.now();
  const { code } = await run(commands[kind], join(folder, kind));
  if (code !== 0) throw new Error(`${kind}: the run that nobody kills ended with ${code}`);
  wholes.set(kind, { report: numbers(join(folder, kind)), length: Date.now() - started });
}
while (count.kills < Number(kills) && Date.now() < end) {
  for (const [kind, { report, length }] of wholes) {
    const out = join(folder, `${kind}-${count.runs}`);
    for (let i = 0; i < KILLS_PER_RUN; i++) {
      const isInWrite = Math.random() < SHARE_IN_WRITES;
      const { killed } = await run(commands[kind], out, isInWrite ? inWrite : atRandom(length));
      if (!killed) break;
      count.kills += 1;
      if (isInWrite) count.inWrites += 1;
    }
    const { code } = await run(commands[kind], out);
    count.runs += 1;
    if (code !== 0 || numbers(out) !== report) count.different += 1;
    if (leftovers(out).length > 0) count.leftovers += 1;
    console.log(`${kind}: exit ${code}; ${JSON.stringify(count)}`);
    rmSync(out, { recursive: true });
    if (Date.now() > end) break;
  }
}
rmSync(folder, { recursive: true });
process.exitCode = count.different + count.leftovers === 0 ? 0 : 1;
