// Gives every reader of data-mnist, exchange, ensemble, experiment, lab and cli mutations of valid files: what it throws must be an
// error of mlp-lab in one line, and leave no tensors. Adds the counts to docs/fuzz.md.
//
//   node scripts/fuzz-readers.mjs [--inputs 1000000] [--minutes 10] [--first N] [--only PATTERN]
//
// Input number n of a reader is always the same, as long as its valid files are. A run goes on after the inputs of the runs before, or at
// `--first`, until a reader has had `--inputs` in all, for at most `--minutes` each. The counts are written every two minutes.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeAtomically } from '../packages/core/dist/files.js';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
    first: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
const PACKAGES = ['data-mnist', 'exchange', 'ensemble', 'experiment', 'lab', 'cli'];
const RESULT = fileURLToPath(new URL('../docs/fuzz.json', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/fuzz.md', import.meta.url));
const SHARD = fileURLToPath(new URL('fuzz-readers/shard.mjs', import.meta.url));

const SLICE = 2; // minutes of a reader's process

const results = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : {};
for (const name of PACKAGES) {
  const { readers } = await import(`./fuzz-readers/readers/${name}.mjs`);
  for (const reader of readers.map((reader) => reader.name))
    if (new RegExp(values.only).test(`${name}: ${reader}`)) await fuzz(name, reader);
}
process.exit(Object.values(results).some(({ foreign, tensorsLeft }) => foreign + tensorsLeft > 0) ? 1 : 0);

/** Input `next` of a reader, after which its process ended, counts as a foreign error, and the next process goes on after it. */
async function fuzz(name, reader) {
  const id = `${name}: ${reader}`;
  const end = Date.now() + Number(values.minutes) * 60_000;
  let next = Number(values.first ?? results[id]?.next ?? 0);
  while (Date.now() < end) {
    const left = Number(values.inputs) - (results[id]?.inputs ?? 0);
    if (left <= 0) return;
    const minutes = Math.min(SLICE, (end - Date.now()) / 60_000);
    const { examples, isWhole, reason, ...result } = await runShard([name, reader, next, left, minutes]);
    next += result.inputs;
    if (!isWhole) {
      result.foreign += 1;
      examples.push({ input: next - 1, what: `the process ended after it: ${reason}` });
    }
    results[id] = { ...added(results[id], result), next };
    console.log(id, JSON.stringify(result), ...examples.map((example) => `\n  ${JSON.stringify(example)}`));
    await writeAtomically(RESULT, `${JSON.stringify(results, null, 2)}\n`);
    await writeAtomically(PAGE, page());
  }
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
    'of JSON, is JSON still. The slowest input is in milliseconds of the clock, while other programs used the machine and went first: of',
    'inputs that took more than two seconds, 128 were tried again alone: two parquet files with damaged pages of zstd took 0.8 s, 21 of',
    'weights.h5 up to 2.0 s, the others 215 ms at most. The shapes in those of weights.h5 claimed more numbers than the file has bytes,',
    'for which the reader made room; since then it refuses them before it reads. Times in which the whole process was paused by hand are',
    'left out. Memory is the most that the process of a reader used, of which some 90 MB are Node and TensorFlow.js. Most inputs come from',
    'the smallest file of a format, in which a mutation reaches more; the others from files of other programs.',
    '',
    'A run that is gone on with: `compare` reads the stopped run of the row before, up to where training begins; of 32 inputs, one is',
    'trained to the end, and all its files are written again.',
    '',
    'The counts are of inputs that were tried to count them. Faults that shorter trials found on 2026-11-29, since mended, are not in them:',
    'settings, digests and lists of files of another type in a run folder; in parquet, columns without a name, row groups with more',
    'rows than the file, runs of more values than a page, which kept the library busy for minutes, and a schema of less than no',
    'children, which kept it busy for ever; in saved networks, a layer in the',
    'place of an activation or a constraint, whose tensors stayed.',
    '',
    '| reader | inputs | past the header | read | refused | foreign errors | tensors left | slowest, ms | memory, MB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
