// One reading of MNIST by mlp-lab: for data.mjs and data-memory.mjs. Prints seconds, seconds of CPU time, and the most memory that the process had.
const [source] = process.argv.slice(2);
const { loadMnist } = await import(new URL('../packages/data-mnist/dist/index.js', import.meta.url));
const started = performance.now();
const before = process.cpuUsage();
const { train, test } = await loadMnist({ source });
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - started) / 1000;
const { maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak: 1024 * maxRSS, images: train.count + test.count }),
);
