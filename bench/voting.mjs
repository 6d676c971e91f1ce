// How long a vote takes: VotingClassifier.predict on members that return fixed predictions, and softVote on { data, shape }, round by
// round in turn with scikit-learn's VotingClassifier. Prints median and minimum of elapsed time and of CPU time, which other programs disturb less, with their
// ratio to scikit-learn's. Build first.
// Usage: node bench/voting.mjs [python] [rounds]
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const MEMBERS = 10;
const SAMPLES = 100_000;
const CLASSES = 10;
const [python = '.venv/bin/python', rounds = '31'] = process.argv.slice(2);
const root = new URL('..', import.meta.url);
const { createRandom } = await import(new URL('packages/core/dist/index.js', root).href);
const { softVote, VotingClassifier } = await import(new URL('packages/ensemble/dist/index.js', root).href);

const random = createRandom(1);
const data = Array.from({ length: MEMBERS }, (_, m) => Float64Array.from(random.stream(m).uniform(SAMPLES * CLASSES)));
const votes = data.map((_, m) => Int32Array.from(random.stream(m).bits(SAMPLES), (word) => word % CLASSES));
const rowsOf = (toRow) =>
  data.map((numbers) =>
    Array.from({ length: SAMPLES }, (_, i) => toRow(numbers.subarray(i * CLASSES, (i + 1) * CLASSES))),
  );

async function classifier(voting, predictions) {
  const member = (fixed) => ({ fit() {}, predict: () => fixed, predictProba: () => fixed, clone: () => member(fixed) });
  const members = predictions.map((fixed, m) => [`m${m}`, member(fixed)]);
  return new VotingClassifier(members, { voting }).fit(
    [],
    Array.from({ length: SAMPLES }, (_, i) => i % CLASSES),
  );
}

const soft = await classifier(
  'soft',
  rowsOf((row) => Array.from(row)),
);
const softTyped = await classifier(
  'soft',
  rowsOf((row) => row),
);
const hard = await classifier('hard', votes);
const flat = data.map((numbers) => ({ data: numbers, shape: [SAMPLES, CLASSES] }));

const peer = spawn(
  python,
  [new URL('sklearn_voting.py', import.meta.url).pathname, MEMBERS, SAMPLES, CLASSES].map(String),
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
const next = async () => (await answers.next()).value;
const version = await next();
const peerTime = async (voting) => {
  peer.stdin.write(`${voting}\n`);
  return (await next()).split(' ').map(Number);
};
const timed = (action) => async () => {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await action();
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return [elapsed, (user + system) / 1e3];
};

const measured = [
  ['soft', `scikit-learn ${version}`, () => peerTime('soft')],
  ['soft', 'predict, members return arrays of arrays', timed(() => soft.predict([]))],
  ['soft', 'predict, members return arrays of typed arrays', timed(() => softTyped.predict([]))],
  ['soft', 'softVote of { data, shape }', timed(() => softVote(flat))],
  ['hard', `scikit-learn ${version}`, () => peerTime('hard')],
  ['hard', 'predict, members return typed arrays', timed(() => hard.predict([]))],
].map(([voting, name, measure]) => ({ voting, name, measure, times: [] }));
for (let round = -2; round < Number(rounds); round++)
  for (const { measure, times } of measured) {
    const time = await measure();
    if (round >= 0) times.push(time); // the first two rounds warm up
  }
peer.stdin.end();

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const least = (values) => Math.min(...values);
const columns = [
  ['median', median, 0],
  ['minimum', least, 0],
  ['CPU median', median, 1],
  ['CPU minimum', least, 1],
];
console.log(
  `${MEMBERS} members, ${SAMPLES} samples, ${CLASSES} classes; ${rounds} rounds; milliseconds and ratio to scikit-learn`,
);
console.log(' '.repeat(52) + columns.map(([title]) => title.padStart(19)).join(''));
for (const { voting, name, times } of measured) {
  const theirs = measured.find((other) => other.voting === voting).times;
  const cells = columns.map(([, summary, which]) => {
    const value = (of) => summary(of.map((time) => time[which]));
    return `${value(times).toFixed(1).padStart(12)}${(value(times) / value(theirs)).toFixed(2).padStart(7)}`;
  });
  console.log(`${voting}   ${name.padEnd(45)}${cells.join('')}`);
}
