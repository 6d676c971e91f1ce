// Kills `mlp-lab compare` at random moments, again and again, and compares what it ends with to a run that nobody killed: the report (but
// for seconds), the histories and every network's weights must be equal, and nothing half written may be left. Writes what happened so
// far to docs/run-kills.md after each run.
//
//   node scripts/kill-runs.mjs [--kills 200] [--writes 50] [--minutes 60] [--kinds threads,ensemble,plugins,browser]
//
// A kill counts only while networks train; one inside a write, only if a half-written file is found after it. A browser run loses its
// program or its Chromium.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    writes: { type: 'string', default: '50' },
    minutes: { type: 'string', default: '60' },
    kinds: { type: 'string', default: 'threads,ensemble,plugins,browser' },
  },
});
const wanted = { kills: Number(values.kills), inWrites: Number(values.writes) };
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'packages/cli/dist/bin.js');
const plugin = join(root, 'examples/plugin-maxout');
const KILLS_PER_RUN = 6;
const LAST_WRITE = 10; // a kill in a write is in one of the first so many that are noticed
const HALF_WRITTEN = /\.\d+$|\.tmp$/;

/** Long enough for two checkpoints of each network on an idle machine of two cores. */
const commands = {
  threads: ['compare', 'relu', 'adam', '--epochs', '150', '--limit', '6000', '--jobs', '2'],
  ensemble: ['compare', 'ensemble', '--epochs', '100', '--limit', '4000', '--jobs', '2'],
  plugins: ['compare', 'maxout/net', 'relu', '--plugin', plugin, '--epochs', '150', '--limit', '3000', '--jobs', '2'],
  browser: ['compare', 'relu', 'batch-norm', '--headless', '--epochs', '180', '--limit', '6000', '--jobs', '2'],
};

/** Runs a command. `interfere` is called when its networks begin to train, with what kills it, and returns what takes that back. */
function run(args, out, interfere) {
  mkdirSync(out, { recursive: true });
  return new Promise((resolve) => {
    let [takeBack, trains, killed] = [undefined, 0, undefined];
    const watcher = watch(out, (_, name) => {
      if (name !== 'config.json' || trains) return; // it is written before the first network trains
      trains = Date.now();
      takeBack = interfere?.(kill, out);
    });
    const child = spawn(process.execPath, [bin, ...args, '--out', out], { stdio: 'ignore', detached: true });
    const kill = (who) => {
      killed ??= who;
      try {
        process.kill(who === 'browser' ? browserOf(child.pid) : -child.pid, 'SIGKILL');
      } catch {
        killed = undefined; // it has just ended
      }
    };
    child.on('close', (code) => {
      watcher.close();
      takeBack?.();
      resolve({ code, killed, length: Date.now() - trains });
    });
  });
}

/** The process that a program has started and that started the others of the browser. */
function browserOf(pid) {
  const found = readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    } catch {
      return false;
    }
  });
  return Number(found);
}

const atRandom = (length, who) => (kill) => {
  const timer = setTimeout(kill, Math.random() * length, who);
  return () => clearTimeout(timer);
};
/** When one of the next files begins to be written. */
const inWrite = (who) => (kill, out) => {
  let left = 1 + Math.floor(Math.random() * LAST_WRITE);
  const watchers = ['.', 'networks', 'models'].map((folder) => {
    mkdirSync(join(out, folder), { recursive: true });
    return watch(join(out, folder), (_, name) => HALF_WRITTEN.test(name ?? '') && --left === 0 && kill(who));
  });
  return () => {
    for (const watcher of watchers) watcher.close();
  };
};

const halfWritten = (out) => readdirSync(out, { recursive: true }).filter((name) => HALF_WRITTEN.test(name));
/** What must be equal. The names of the weights' files contain their hashes. */
const outcome = (out) =>
  JSON.stringify([
    JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'), (key, value) => (key === 'seconds' ? 0 : value)),
    readFileSync(join(out, 'history.csv'), 'utf8'),
    readdirSync(join(out, 'models')).sort(),
    readdirSync(join(out, 'networks')).sort(),
  ]);

const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-kills-'));
const started = Date.now();
const end = started + Number(values.minutes) * 60_000;
const none = () => ({ kills: 0, ofBrowser: 0, inWrites: 0, runs: 0, different: 0, leftovers: 0 });
const counts = {};
const wholes = {};
for (const kind of values.kinds.split(',')) {
  const { code, length } = await run(commands[kind], join(folder, kind));
  if (code !== 0) throw new Error(`${kind}: the run that nobody kills ended with ${code}`);
  wholes[kind] = { outcome: outcome(join(folder, kind)), length };
  counts[kind] = none();
  console.log(`${kind}: ${length} ms of training`);
}
const total = (field) => Object.values(counts).reduce((sum, count) => sum + count[field], 0);
const isDone = () => total('kills') >= wanted.kills && total('inWrites') >= wanted.inWrites;
for (let round = 0; !isDone() && Date.now() < end; round++)
  for (const kind of Object.keys(wholes)) {
    if (isDone() || Date.now() > end) break;
    await killUntilDone(kind, join(folder, `${kind}-${round}`));
    writeResult();
  }
rmSync(folder, { recursive: true });
process.exitCode = total('different') + total('leftovers') === 0 ? 0 : 1;

async function killUntilDone(kind, out) {
  const count = counts[kind];
  for (let i = 0; i < KILLS_PER_RUN; i++) {
    const who = kind === 'browser' && Math.random() < 0.5 ? 'browser' : 'program';
    const isForWrite = who === 'program' && total('inWrites') * wanted.kills <= total('kills') * wanted.inWrites;
    const interfere = isForWrite ? inWrite(who) : atRandom(wholes[kind].length, who);
    const { killed } = await run(commands[kind], out, interfere);
    if (!killed) break;
    count.kills += 1;
    if (killed === 'browser') count.ofBrowser += 1;
    else if (halfWritten(out).length > 0) count.inWrites += 1;
  }
  const { code } = await run(commands[kind], out);
  count.runs += 1;
  if (code !== 0 || outcome(out) !== wholes[kind].outcome) count.different += 1;
  if (halfWritten(out).length > 0) count.leftovers += 1;
  console.log(`${kind}: exit ${code}; ${JSON.stringify(count)}`);
  rmSync(out, { recursive: true });
}

function writeResult() {
  const row = (name, of) =>
    `| ${name} | ${['kills', 'ofBrowser', 'inWrites', 'runs', 'different', 'leftovers'].map(of).join(' | ')} |`;
  const lines = [
    '# Killed comparisons',
    '',
    `Made by \`node scripts/kill-runs.mjs --kills ${wanted.kills} --writes ${wanted.inWrites} --minutes ${values.minutes}\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus()[0].model}, ${cpus().length} cores that other programs used at the same time.`,
    '',
    'Each run is killed by SIGKILL at random moments of its training, up to six times, and started again by the same command; the last',
    'start may end. A kill is inside a write if a half-written file was found after it. In runs in a browser, either the program or',
    'its Chromium is killed. Then the report (but for seconds), the histories, the names of all files and the hashes of all weights are',
    'compared with those of a run that nobody killed.',
    '',
    '| run | kills | of which the browser | inside a write | runs ended | other results | half-written files left |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(counts).map(([kind, count]) => row(kind, (field) => count[field])),
    row('all', total),
    '',
    'The commands, each with `--out`:',
    '',
    ...Object.keys(counts).map(
      (kind) => `    mlp-lab ${commands[kind].join(' ').replace(plugin, 'examples/plugin-maxout')}`,
    ),
    '',
    `It took ${Math.round((Date.now() - started) / 60_000)} minutes.`,
    '',
  ];
  writeFileSync(join(root, 'docs/run-kills.md'), lines.join('\n'));
}
