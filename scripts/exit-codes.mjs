// Ends every command in every way that occurs in practice, and notes its exit codes: 0 (done), 1 (failed), 2 (wrong usage), 130 (ended
// by a signal) are those that the README promises. Writes docs/exit-codes.md. Build first.
//
//   node scripts/exit-codes.mjs [--signals 3] [COMMAND …]        --signals: how often each signal is sent, at random moments
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals: chosen } = parseArgs({
  options: { signals: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'packages/cli/dist/bin.js');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const ALLOWED = new Set(['0', '1', '2', '130', ...SIGNALS]);
const LONGEST = 60_000; // milliseconds: whatever has not ended by itself is told to
const NO_REDIS = 'redis://127.0.0.1:1';

const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-exit-codes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const QUICK = '--epochs 2 --limit 400';
const made = spawnSync(process.execPath, [bin, ...`compare relu adam ${QUICK} --out run`.split(' ')], { cwd: folder });
if (made.status !== 0) throw new Error(`no run to read: ${made.stderr}`);
cpSync(join(folder, 'run'), join(folder, 'damaged'), { recursive: true });
for (const name of readdirSync(join(folder, 'damaged'), { recursive: true, withFileTypes: true }))
  if (name.isFile()) truncateSync(join(name.parentPath ?? name.path, name.name), 40);
writeFileSync(join(folder, 'damaged.npz'), 'PK\x03\x04 and no more');
writeFileSync(join(folder, 'damaged.onnx'), Uint8Array.of(8, 255, 255, 255, 255));

/** Each command: used correctly, with damaged or missing input, and used wrongly. */
const commands = {
  compare: [`compare relu adam ${QUICK} --jobs 2 --out new`, 'compare relu --data damaged.npz', 'compare nothing'],
  train: [`train relu ${QUICK}`, 'train relu --data nowhere', 'train relu --epochs -1'],
  ensemble: [`ensemble --members 2 ${QUICK}`, 'ensemble --members 2 --data damaged.npz', 'ensemble --members none'],
  sweep: [`sweep --set hidden=20,30 ${QUICK}`, 'sweep --set hidden=20 --data nowhere', 'sweep --set nothing=1'],
  race: [`race opt/sgd opt/adam ${QUICK}`, 'race opt/sgd --data nowhere', 'race opt/nothing'],
  inspect: [`inspect relu ${QUICK}`, 'inspect relu --data damaged.npz', 'inspect relu --probe x'],
  list: ['list', 'list --plugin ./nowhere.mjs', 'list nothing'],
  show: ['show 0 1', 'show 0 --data damaged.npz', 'show x'],
  data: ['data', 'data damaged.npz', 'data --nothing'],
  predict: ['predict run 0 1', 'predict damaged 0', 'predict run x'],
  evaluate: ['evaluate run', 'evaluate damaged.onnx', 'evaluate run --limit x'],
  vote: ['vote run run', 'vote damaged.onnx run', 'vote'],
  export: ['export run --format tfjs --out exported', 'export damaged --format onnx', 'export run --format nothing'],
  plot: ['plot run', 'plot damaged', 'plot run --chart nothing'],
  report: ['report run --output page.html', 'report damaged', 'report'],
  verify: ['verify run', 'verify damaged', 'verify run --sample x'],
  serve: ['serve --no-open --limit 200', 'serve --no-open --data nowhere', 'serve --port x'],
  worker: [`worker --queue ${NO_REDIS}`, 'worker --queue nothing', 'worker --jobs x'],
  queue: [`queue status --queue ${NO_REDIS}`, 'queue clear --queue nothing', 'queue nothing'],
  bench: [`bench relu --epochs 1 --limit 400`, 'bench relu --data nowhere', 'bench nothing'],
  'new-plugin': ['new-plugin mine', 'new-plugin run', 'new-plugin'],
};

/** What the shell does with the output. */
const outputs = { '>&-': 'closed', '2>&-': 'errors closed', '>/dev/full': 'a full disk', '| true': 'nobody reads' };
const rows = [];
for (const [name, [good, damaged, wrong]] of Object.entries(commands)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const whole = await run(good);
  const seen = { done: whole.code, damaged: (await run(damaged)).code, wrong: (await run(wrong)).code };
  seen.outputs = [];
  for (const output of Object.keys(outputs)) seen.outputs.push((await run(good, { output })).code);
  seen.signals = [];
  for (const signal of SIGNALS)
    for (let i = 0; i < Number(values.signals); i++)
      seen.signals.push((await run(good, { signal, after: Math.random() * whole.took })).code);
  rows.push([`\`${name}\``, seen.done, seen.damaged, seen.wrong, listed(seen.outputs), listed(seen.signals)]);
  console.error(rows.at(-1).join('  '));
}

const head = ['command', 'correct use', 'damaged or missing input', 'wrong usage', 'output lost', 'a signal'];
const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const others = rows.flatMap((row) => row.slice(1).join(', ').split(', ')).filter((code) => !ALLOWED.has(code));
console.log(table);
if (chosen.length === 0)
  writeFileSync(
    join(root, 'docs/exit-codes.md'),
    `# Exit codes

0: done · 1: failed, with a line on standard error that says why · 2: wrong usage · 130: ended by Ctrl-C, SIGTERM or SIGHUP, after
keeping what was trained. There are no others: \`node scripts/exit-codes.mjs\` ends every command in each of these ways.

${table}

"Output lost": standard output closed, standard error closed, a full disk, and a reader that goes away. "A signal": SIGINT, SIGTERM and
SIGHUP, ${values.signals === '1' ? 'once each at a random moment' : `${values.signals} times each at random moments`} when the program, and no longer Node's start, catches them; 0 where it was done
first, the name of the signal where it met Node's own end, which catches none.

${new Date().toISOString().slice(0, 10)}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}
`,
  );
if (others.length > 0) console.error(`other codes: ${others.join(', ')}`);
process.exitCode = others.length > 0 ? 1 : 0;

/** Runs a command line to its end. A command that waits for its user (serve, worker) gets Ctrl-C. */
async function run(line, { output = '', signal, after } = {}) {
  rmSync(join(folder, 'new'), { recursive: true, force: true });
  rmSync(join(folder, 'mine'), { recursive: true, force: true });
  const command = [process.execPath, bin, ...line.split(' ')];
  // the shell waits for the program, whatever signal both get, and would give the reader's exit code of a pipe
  const script = `{ trap : INT; "$@"; echo $? > code; } ${output}`;
  rmSync(join(folder, 'code'), { force: true });
  const [program, ...args] = output === '' ? command : ['sh', '-c', script, 'sh', ...command];
  const start = performance.now();
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'], detached: true });
  const kill = (name) => {
    try {
      process.kill(-child.pid, name); // the shell's program, too
    } catch {} // it has ended
  };
  const waits = /^(serve|worker)/.test(line) && signal === undefined;
  if (signal) await begun(child.pid);
  const timer = setTimeout(() => kill(signal ?? 'SIGINT'), signal ? after : waits ? 3000 : LONGEST);
  const [code, ending] = await new Promise((resolve) => child.once('exit', (...how) => resolve(how)));
  clearTimeout(timer);
  const took = performance.now() - start;
  if (output !== '') return { code: readFileSync(join(folder, 'code'), 'utf8').trim(), took };
  return { code: ending === null ? `${code}` : ending, took };
}

/** Waits until the program, and no longer Node's own start, decides what a signal does: until it catches SIGHUP, SIGINT and SIGTERM. */
async function begun(pid) {
  const wanted = (1n << 0n) | (1n << 1n) | (1n << 14n);
  for (;;) {
    let status;
    try {
      status = readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      return; // it has ended
    }
    const caught = BigInt(`0x${/^SigCgt:\s*(\w+)/m.exec(status)?.[1] ?? '0'}`);
    if ((caught & wanted) === wanted || /^State:\s*Z/m.test(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function listed(codes) {
  return [...new Set(codes)].sort((a, b) => Number(a) - Number(b)).join(', ');
}
