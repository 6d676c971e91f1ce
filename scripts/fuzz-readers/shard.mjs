// One reader in a process of its own: node shard.mjs PACKAGE READER FIRST COUNT MINUTES → a line of JSON now and then, the last is the result.
import { createRandom } from './mutate.mjs';
import { tf } from './tensorflow.mjs';

const [packageName, readerName, first, count, minutes] = process.argv.slice(2);
const { readers } = await import(`./readers/${packageName}.mjs`);
const { make, read } = readers.find(({ name }) => name === readerName);

const SLOW = 2_000; // milliseconds
const end = Date.now() + Number(minutes) * 60_000;
const result = { inputs: 0, read: 0, refused: 0, keptHeader: 0, foreign: 0, tensorsLeft: 0, slowest: 0, examples: [] };
const OURS = ['MlpLabError', 'InvalidArgumentError']; // the second is commander's
const isOurs = (error) => OURS.includes(error?.name);
const tell = () => console.log(JSON.stringify({ ...result, megabytes: process.resourceUsage().maxRSS >> 10 }));
let current = 0;
const note = (what) =>
  result.examples.length < 20 && result.examples.push({ input: current, what: String(what).slice(0, 600) });
process.on('unhandledRejection', (error) => {
  result.foreign += 1;
  note(`unhandled: ${error?.stack ?? error}`);
});

const last = Number(first) + Number(count);
for (current = Number(first); current < last && Date.now() < end; current++) {
  const { input, keepsHeader } = make(createRandom(current * 2654435761));
  const before = tf.memory().numTensors;
  const started = performance.now();
  result.inputs += 1;
  if (keepsHeader) result.keptHeader += 1;
  try {
    await read(input);
    result.read += 1;
  } catch (error) {
    if (isOurs(error) && !error.message.includes('\n')) result.refused += 1;
    else {
      result.foreign += 1;
      note(error?.stack ?? error);
    }
  }
  const took = performance.now() - started;
  result.slowest = Math.max(result.slowest, Math.round(took));
  if (took > SLOW) note(`took ${Math.round(took)} ms`);
  if (tf.memory().numTensors !== before) {
    result.tensorsLeft += tf.memory().numTensors - before;
    note(`left ${tf.memory().numTensors - before} tensors`);
  }
  if (result.inputs % 10_000 === 0) tell();
}
tell();
process.exit(0);
