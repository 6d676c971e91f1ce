// How long a word takes from one core to another: two threads answer each other in shared memory. Prints the nanoseconds of one way,
// the minimum, median and maximum of windows of 500 answers. Usage: node bench/limit/cores.mjs
import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { spread } from '../spread.mjs';

const WINDOWS = 400;
const ANSWERS = 500; // in a window

if (isMainThread) {
  const word = new Int32Array(new SharedArrayBuffer(64));
  const other = new Worker(new URL(import.meta.url), { workerData: word });
  await once(other, 'online');
  const times = Array.from({ length: WINDOWS }, () => {
    const start = performance.now();
    answer(word, 0, ANSWERS);
    return ((performance.now() - start) * 1e6) / ANSWERS / 2;
  }).slice(1); // until the other thread answers
  const { min, median, max } = spread(times);
  console.log(`${[min, median, max].map((ns) => ns.toFixed(0)).join(', ')} ns`);
} else answer(workerData, 1, WINDOWS * ANSWERS);

/** Adds 1 whenever the word's last bit is `turn`. */
function answer(word, turn, times) {
  for (let i = 0; i < times; i++) {
    while (Atomics.load(word, 0) % 2 !== turn);
    Atomics.add(word, 0, 1);
  }
}
