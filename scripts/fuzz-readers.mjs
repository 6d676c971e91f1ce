// Gives every reader of data-mnist, exchange, ensemble, experiment, lab and cli mutations of valid files: what it throws must be an
// error of mlp-lab in one line, and leave no tensors. Adds the counts to docs/fuzz.md.
//
//   node scripts/fuzz-readers.mjs [--inputs 1000000] [--minutes 10] [--first 0] [--only PATTERN]
//
// Input number n of a reader is always the same: a later run with `--first` takes the next ones. `--minutes` is the time of each reader.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
    first: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
  },
});
const PACKAGES = ['data-mnist', 'exchange', 'ensemble', 'experiment', 'lab', 'cli'];
const RESULT = new URL('../docs/fuzz.json', import.meta.url);
const PAGE = new URL('../docs/fuzz.md', import.meta.url);
const SHARD = fileURLToPath(new URL('fuzz-readers/shard.mjs', import.meta.url));

const results = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : {};
for (const name of PACKAGES) {
  const { readers } = await import(`./fuzz-readers/readers/${name}.mjs`);
  for (const reader of readers.map((reader) => reader.name)) {
    const id = `${name}: ${reader}`;
    if (!new RegExp(values.only).test(id)) continue;
    const { examples, ...result } = await fuzz(name, reader);
    results[id] = added(results[id], result);
    console.log(id, JSON.stringify(result), ...examples.map((example) => `\n  ${JSON.stringify(example)}`));
    writeFileSync(RESULT, `${JSON.stringify(results, null, 2)}\n`);
    writeFileSync(PAGE, page());
  }
}
process.exit(Object.values(results).some(({ foreign, tensorsLeft }) => foreign + tensorsLeft > 0) ? 1 : 0);

/** Input `at` of a reader, after which its process ended, counts as a foreign error, and the next process goes on after it. */
async function fuzz(name, reader) {
  const end = Date.now() + Number(values.minutes) * 60_000;
  const last = Number(values.first) + Number(values.inputs);
  let total = { inputs: 0, examples: [] };
  for (let at = Number(values.first); at < last && Date.now() < end; ) {
    const result = await runShard([name, reader, at, last - at, (end - Date.now()) / 60_000]);
    total = { ...added(total, result), examples: [...total.examples, ...result.examples] };
    at += result.inputs;
    if (result.isWhole) continue;
    total.foreign += 1;
    total.examples.push({ input: at, what: `the process ended after it: ${result.reason}` });
  }
  delete total.isWhole;
  return total;
}

function runShard(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--max-old-space-size=1024', SHARD, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text = (text + chunk).slice(-20_000);
    });
    child.on('close', (code, signal) => {
      const lines = text.split('\n').filter((line) => line.startsWith('{"inputs"'));
      const none = { inputs: 1, read: 0, refused: 0, keptHeader: 0, foreign: 0, tensorsLeft: 0, slowest: 0, megabytes: 0, examples: [] }; // biome-ignore format: one line
      resolve({ ...(lines.length > 0 ? JSON.parse(lines.at(-1)) : none), isWhole: code === 0, reason: signal ?? code });
    });
  });
}

function added(before = {}, result) {
  const sums = ['inputs', 'read', 'refused', 'keptHeader', 'foreign', 'tensorsLeft'];
  const most = ['slowest', 'megabytes'];
  return Object.fromEntries([
    ...sums.map((field) => [field, (before[field] ?? 0) + result[field]]),
    ...most.map((field) => [field, Math.max(before[field] ?? 0, result[field])]),
  ]);
}

function page() {
  const number = (value) => value.toLocaleString('en-US');
  const rows = Object.entries(results).map(([id, result]) => {
    const { inputs, read, refused, keptHeader, foreign, tensorsLeft, slowest, megabytes } = result;
    const share = `${Math.round((keptHeader / inputs) * 100)} %`;
    return `| ${id} | ${[number(inputs), share, number(read), number(refused), foreign, tensorsLeft, slowest, megabytes].join(' | ')} |`;
  });
  return [
    '# What readers do with damaged files',
    '',
    `Made by \`node scripts/fuzz-readers.mjs\`, last on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}.`,
    '',
    'Each reader gets mutations of valid files. It reads them, or refuses them by an error of mlp-lab in one line that leaves no',
    'tensors; anything else would be a foreign error. "Past the header": the mutation kept the bytes by which the format is known, or,',
    'of JSON, is JSON still. The slowest input is in milliseconds, while other programs used the machine; memory is the most that',
    'the process of a reader used, of which some 90 MB are Node and TensorFlow.js.',
    '',
    '| reader | inputs | past the header | read | refused | foreign errors | tensors left | slowest, ms | memory, MB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
