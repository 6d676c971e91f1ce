// Runs the notebook's table as published, with five seeds, and two of its rows with many, and writes docs/notebook.md and its charts:
//   node scripts/notebook.mjs RUN_FOLDER [--docs DIR] [options of `mlp-lab compare` except --seeds: --epochs 2 --limit 1000 --jobs 1 …]
// Each network is saved in the run folder when it is trained: rerun the command to resume. Build first.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notebookCharts } from './notebook/charts.mjs';
import { notebookPage } from './notebook/page.mjs';
import { MANY_SEEDS, MANY_SEEDS_OF, readResults } from './notebook/read-results.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || folder.startsWith('-')) {
  console.error('node scripts/notebook.mjs RUN_FOLDER [--docs DIR] [options of mlp-lab compare]: expected a folder');
  process.exit(2);
}
const { docs, options } = takeDocs(rest);
const few = ['compare', '--seeds', upTo(5), ...options, '--out', folder];
const many = [
  'compare',
  ...MANY_SEEDS_OF,
  '--seeds',
  upTo(MANY_SEEDS),
  ...options,
  '--out',
  join(folder, 'many-seeds'),
];
for (const words of [few, many]) mlpLab(words);

const results = readResults(folder, join(folder, 'many-seeds'));
mkdirSync(join(docs, 'notebook'), { recursive: true });
for (const [name, svg] of Object.entries(notebookCharts(results))) writeFileSync(join(docs, 'notebook', name), svg);
writeFileSync(join(docs, 'notebook.md'), notebookPage(results, madeWith()));
for (const { title, agrees, passes } of results.rows)
  if (!agrees || passes.some((pass) => !pass.agrees)) console.error(`disagrees with Keras: ${title}`);

/** `1,2,3` */
function upTo(count) {
  return Array.from({ length: count }, (_, i) => i + 1).join();
}

/** Runs a command of mlp-lab. If it fails, this script ends, too. */
function mlpLab(words) {
  const bin = join(root, 'packages/cli/dist/bin.js');
  const { status } = spawnSync(process.execPath, [bin, ...words], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 130);
}

/** Takes `--docs DIR` out of the options. The default is the project's docs. */
function takeDocs(given) {
  const at = given.indexOf('--docs');
  if (at < 0) return { docs: join(root, 'docs'), options: given };
  return { docs: given[at + 1], options: given.toSpliced(at, 2) };
}

function madeWith() {
  const version = (name) => JSON.parse(readFileSync(join(root, name), 'utf8')).version;
  const keras = JSON.parse(readFileSync(join(root, 'fixtures/notebook/keras_runs.json'), 'utf8')).made;
  const [{ model }] = cpus();
  return {
    command: ['node scripts/notebook.mjs', folder, ...options].join(' '),
    compare: [few, many].map((words) => ['mlp-lab', ...words].join(' ')),
    date: statSync(join(folder, 'report.json')).mtime.toISOString().slice(0, 10),
    machine: `${model.trim()}, ${cpus().length} cores`,
    versions: {
      'mlp-lab': version('packages/cli/package.json'),
      'Node.js': process.versions.node,
      'TensorFlow.js': version('node_modules/@tensorflow/tfjs-core/package.json'),
      'For comparison': keras,
    },
  };
}
