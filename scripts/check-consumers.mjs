// Installs the packages from their tarballs in temporary folders, as their users do: runs the projects in examples/consumer-*, bundles
// programs for browsers with each tool in its default settings, and runs the pages in Chromium:
//   npm run check:consumers [-- --docs] [PROJECT|BUNDLER …]        (--docs writes their rows into docs/consumers.md)
// Build first. It needs Chromium and the npm registry, and takes some twenty minutes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../testing/free-port.mjs';
import { exitOnSignals, startProgram } from './children.mjs';
import { bundlers } from './consumers/bundlers.mjs';
import { closeChromium, inChromium, serveFolder } from './consumers/in-chromium.mjs';
import { install, packAll, root, runIn, writeFiles } from './consumers/packages.mjs';
import { checkProject, projects } from './consumers/projects.mjs';

const PROGRAMS = {
  engine: 'engine',
  'ensemble/layers': 'layers',
  experiment: 'experiment',
  report: 'report',
  exchange: 'exchange',
};
const WORKERS = {
  engine: 'engine/dist/worker.js',
  layers: 'engine/dist/worker.js',
  experiment: 'experiment/dist/task-worker.js',
  report: 'experiment/dist/task-worker.js',
  exchange: 'engine/dist/worker.js',
};
const sources = join(root, 'examples/consumer-browser');
const shared = Object.fromEntries(
  readdirSync(sources)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, readFileSync(join(sources, name), 'utf8')]),
);

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = words.filter((word) => !(word in bundlers || projects.includes(word)));
if (unknown.length > 0) {
  const known = [...projects, ...Object.keys(bundlers)].map((name) => `'${name}'`);
  console.error(`expected some of ${known.join(', ')}, received ${unknown.join(', ')}`);
  process.exit(1);
}
const wanted = (words.length === 0 ? Object.keys(bundlers) : words).flatMap((name) =>
  name in bundlers ? [[name, bundlers[name]]] : [],
);
const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-consumers-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
exitOnSignals();

const HEADS = {
  projects: ['project', 'what it is', 'passes', 'run on'],
  bundlers: ['bundler', 'version', ...Object.keys(PROGRAMS), 'run on'],
};

const tarballs = packAll(join(folder, 'tarballs'));
const today = new Date().toISOString().slice(0, 10);
const rows = { projects: [], bundlers: [] };
for (const name of projects.filter((name) => words.length === 0 || words.includes(name))) {
  const { about, seconds, problem } = await checkProject(name, join(folder, name), tarballs);
  if (problem) console.error(`${name}: ${problem}`);
  rows.projects.push([`\`${name}\``, about, problem ? 'fails' : '✔', today]);
  if (process.argv.includes('--docs')) updatePage();
  console.error(name, problem ? 'fails' : `passes, ${seconds} s`);
}
delete tarballs['@mlp-lab/lab'];
delete tarballs['@mlp-lab/cli'];
const expected = wanted.length > 0 ? await inNode() : {};
for (const [name, bundler] of wanted) {
  const { version, cells } = await cellsOf(bundler);
  rows.bundlers.push([name, version, ...cells, today]);
  if (process.argv.includes('--docs')) updatePage();
  console.error(name, ...cells);
}
await closeChromium();

for (const kind of Object.keys(rows)) console.log(tableOf(HEADS[kind], rows[kind]));
const results = Object.values(rows).flatMap((table) => table.flatMap((row) => row.slice(2, -1)));
process.exitCode = results.every((result) => result.startsWith('✔')) ? 0 : 1;

/** What each program gives in Node: a page must give the same. */
async function inNode() {
  const project = join(folder, 'node');
  const main =
    "import { argv } from 'node:process';\nconst { run } = await import(argv[2]);\nconsole.log(JSON.stringify(await run()));\nprocess.exit();";
  await install(project, tarballs, [], { ...shared, 'main.mjs': main });
  const answers = {};
  for (const program of Object.values(PROGRAMS)) {
    const printed = await runIn(project, ['node', 'main.mjs', `./${program}.js`]);
    answers[program] = printed.trim().split('\n').at(-1);
  }
  return answers;
}

async function cellsOf(bundler) {
  const project = join(folder, 'app');
  try {
    await install(project, tarballs, bundler.install, { ...shared, 'start.js': '', ...bundler.files });
    const version = JSON.parse(
      readFileSync(join(project, 'node_modules', bundler.install[0].replace(/@[^@]*$/, ''), 'package.json'), 'utf8'),
    ).version;
    const cells = [];
    for (const program of Object.values(PROGRAMS)) cells.push(await cellOf(bundler, project, program));
    return { version, cells };
  } catch (error) {
    console.error(error);
    return { version: '', cells: ["can't be installed"] };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

async function cellOf(bundler, project, program) {
  const app = `import './start.js';
import { run } from './${program}.js';
globalThis.start = () => run().then((value) => { globalThis.result = { value: JSON.stringify(value) }; }, (error) => { globalThis.result = { error: String(error?.stack ?? error) }; });
${'app/page.js' in bundler.files ? '' : 'globalThis.start();'}\n`;
  writeFiles(project, { 'app.js': app, ...bundler.files });
  try {
    for (const command of bundler.build ?? [])
      await runIn(
        project,
        command.map((word) => word.replace('WORKER', WORKERS[program])),
      );
    const site = bundler.serve ? await serveBy(bundler.serve, project) : await serveFolder(join(project, bundler.out));
    const { value, error, lines } = await inChromium(site.url);
    await site.close();
    const here = lines.filter((line) => /trains? on this thread/.test(line));
    const problem = problemOf(bundler, program, {
      value,
      error,
      here,
      node: bundler.out && nodeImports(join(project, bundler.out)),
    });
    if (problem) console.error(`${bundler.install[0]} ${program}: ${problem}\n${lines.join('\n')}`);
    return problem ? 'fails' : here.length > 0 ? '✔ on one thread' : '✔';
  } catch (error) {
    console.error(`${bundler.install[0]} ${program}: ${error.message.slice(0, 3000)}`);
    return 'does not build';
  } finally {
    for (const output of ['dist', '.next', '.parcel-cache', 'node_modules/.vite']) // the last holds the lock of a server that was ended
      rmSync(join(project, output), { recursive: true, force: true });
  }
}

function problemOf({ threads = true }, program, { value, error, here, node }) {
  if (error) return error;
  if (value !== expected[program]) return `gives ${value}, in Node ${expected[program]}`;
  if (node?.length > 0) return `node: imports reach ${node}`;
  if (here.length > 1) return 'says more than once that it trains on the calling thread';
  if (threads && here.length > 0) return here[0];
}

/** The files of a bundle that import modules of Node. */
function nodeImports(output) {
  const imports = /(from|import|require)\s*\(?\s*["']node:/;
  return readdirSync(output, { recursive: true }).filter(
    (file) => /\.m?js$/.test(file) && imports.test(readFileSync(join(output, file), 'utf8')),
  );
}

async function serveBy([command, ...args], project) {
  const port = await freePort(); // another one each time: the server before may still answer
  const { end } = startProgram(['npx', '--no-install', command, ...args, `${port}`], { cwd: project });
  const url = `http://localhost:${port}/`;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { url, close: end };
}

function tableOf(head, lines) {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Replaces the rows of the page that were run again, and keeps the others. */
function updatePage() {
  const file = join(root, 'docs/consumers.md');
  const table = /^\|.*\|$\n(?:^\|.*\|$\n)+/gm;
  const kinds = Object.keys(rows);
  const text = readFileSync(file, 'utf8').replace(table, (old) => {
    const kind = kinds.shift();
    const kept = old
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => line.slice(2, -2).split(' | '));
    const all = new Map([...kept, ...rows[kind]].map((row) => [row[0], row]));
    const order = kind === 'projects' ? projects.map((name) => `\`${name}\``) : Object.keys(bundlers);
    return `${tableOf(
      HEADS[kind],
      order.filter((name) => all.has(name)).map((name) => all.get(name)),
    )}\n`;
  });
  writeFileSync(file, text.replace(/Node\.js [\d.]+/, `Node.js ${process.versions.node}`));
}
