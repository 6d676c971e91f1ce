// What long and wide runs cost: the memory of many epochs, networks, models and jobs, and the time that checkpoints take. Each row in a
// process of its own. Prints Markdown.
//
//   node bench/long-runs.mjs [all|memory|jobs|checkpoints]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [part = 'all', scenario] = process.argv.slice(2);
const packages = new URL('../packages/', import.meta.url);
const load = (path) => import(new URL(`${path}/dist/index.js`, packages).href);
const megabytes = (bytes) => Math.round(bytes / 2 ** 20);

/** Calls `mark` once a step; the memory after the garbage collection is noted at the quarters. */
const scenarios = {
  '1,000 epochs': (mark) => epochs(1_000, mark),
  '10,000 epochs, each inspected': (mark) => epochs(10_000, mark, { probe: 10 }),
  '1,000 networks of a comparison': async (mark) => {
    const seeds = Array.from({ length: 1_000 }, (_, i) => i + 1);
    await comparison({ seeds, epochs: 1 }, 60, ({ type }) => type === 'trained' && mark(1_000));
  },
  '200 models through fit': async (mark) => {
    const { createRegistry, notebook } = await load('models');
    const { fit: train } = await load('engine');
    const { loadBackend } = await load('experiment');
    const { tf } = await loadBackend('engine');
    const registry = createRegistry([notebook()]);
    const x = tf.randomUniform([600, 784]);
    const y = tf.oneHot(tf.randomUniform([600], 0, 10, 'int32'), 10);
    for (let seed = 1; seed <= 200; seed++) {
      const model = registry.build('relu', { tf, seed, inputSize: 784, classes: 10 });
      await train(model, x, y, { epochs: 2, batchSize: 32, seed });
      model.dispose();
      mark(200);
    }
  },
};

async function comparison(options, limit, onProgress) {
  const { compare } = await load('experiment');
  const { createRegistry, notebook } = await load('models');
  const { limitDataset, loadMnist } = await load('data-mnist');
  const dataset = limitDataset(await loadMnist(), limit);
  const out = mkdtempSync(join(tmpdir(), 'mlp-lab-long-'));
  const registry = createRegistry([notebook()]);
  try {
    return await compare({ registry, dataset, variants: ['relu'], out, ...options, onProgress });
  } finally {
    rmSync(out, { recursive: true });
  }
}

const epochs = (count, mark, options) =>
  comparison({ epochs: count, ...options }, 200, (event) => event.type === 'training' && event.progress.isEpochEnd && mark(count)); // biome-ignore format: one line

if (part === 'scenario') {
  let steps = 0;
  const quarters = [];
  await scenarios[scenario]((all) => {
    steps += 1;
    if (steps % (all / 4) !== 0) return;
    globalThis.gc();
    quarters.push(megabytes(process.memoryUsage().rss));
  });
  console.log(JSON.stringify({ quarters, most: process.resourceUsage().maxRSS >> 10 }));
  process.exit(0);
}
if (part === 'checkpoint') {
  const before = process.cpuUsage();
  await comparison({ epochs: 40, threads: 1, checkpointEvery: Number(scenario) }, 60_000, () => {});
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ seconds: (user + system) / 1e6 }));
  process.exit(0);
}

const self = fileURLToPath(import.meta.url);
const child = (...args) => {
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', self, ...args.map(String)], { encoding: 'utf8' });
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}, used by other programs, too; \`node bench/long-runs.mjs ${part}\`\n`); // biome-ignore format: one line

if (part === 'all' || part === 'memory') {
  console.log('| MB, after the garbage collection | at 1/4 | at 1/2 | at 3/4 | at the end | most |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const name of Object.keys(scenarios)) {
    const { quarters, most } = child('scenario', name);
    console.log(`| ${name} | ${quarters.join(' | ')} | ${most} |`);
  }
}

if (part === 'all' || part === 'jobs') {
  const bin = fileURLToPath(new URL('cli/dist/bin.js', packages));
  const seeds = Array.from({ length: 64 }, (_, i) => i + 1).join();
  const time = (jobs) => {
    const command = ['-f', '%e %M', process.execPath, bin, 'compare', 'relu', '--seeds', seeds, '--epochs', '2', '--limit', '6000', '--jobs', jobs]; // biome-ignore format: one line
    const { stderr } = spawnSync('/usr/bin/time', command, { encoding: 'utf8' });
    return stderr.trim().split('\n').at(-1).split(' ').map(Number);
  };
  console.log('\n| 64 networks, jobs | seconds | most memory, MB |\n| --- | --- | --- |');
  for (const jobs of ['2', '64', '2', '64']) {
    const [seconds, kilobytes] = time(jobs);
    console.log(`| ${jobs} | ${seconds} | ${Math.round(kilobytes / 1024)} |`);
  }
}

if (part === 'all' || part === 'checkpoints') {
  const NEVER = 1e9;
  const EVERY = 4_500; // milliseconds, as is the default
  console.log(
    '\n| 40 epochs of relu on all of MNIST, one thread | processor seconds with checkpoints | without | ratio |',
  );
  console.log('| --- | --- | --- | --- |');
  const ratios = [1, 2, 3, 4, 5].map((pair) => {
    const [on, off] = pair % 2 ? [EVERY, NEVER] : [NEVER, EVERY];
    const [first, second] = [child('checkpoint', on).seconds, child('checkpoint', off).seconds];
    const [withThem, without] = pair % 2 ? [first, second] : [second, first];
    console.log(
      `| pair ${pair} | ${withThem.toFixed(2)} | ${without.toFixed(2)} | ${(withThem / without).toFixed(3)} |`,
    );
    return withThem / without;
  });
  const middle = ratios.sort((a, b) => a - b)[2];
  console.log(`\nMedian: ${middle.toFixed(3)}.`);
}
