// Installs the command line from its tarball, as npm does, and measures it: docs/install-size.md
//   node scripts/install-size.mjs [--docs] [PATH/TO/OTHER/packages/cli/dist/bin.js]       the other one's --help, in turn with this one's
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitOnSignals } from './children.mjs';
import { npm, packAll, root, writeFiles } from './consumers/packages.mjs';

const REPEATS = 40;
const LARGEST = 8;

const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-size-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
exitOnSignals();
const tarballs = packAll(join(folder, 'tarballs'));
const project = { private: true, dependencies: { '@mlp-lab/cli': tarballs['@mlp-lab/cli'] }, overrides: tarballs };
writeFiles(folder, { 'package.json': JSON.stringify(project) });
await npm(folder, ['install', '--no-audit', '--no-fund', '--prefer-offline']);

const modules = join(folder, 'node_modules');
const megabytes = (path) => Number(execFileSync('du', ['-sk', path], { encoding: 'utf8' }).split('\t')[0]) / 1024;
const folders = readdirSync(modules).flatMap((name) =>
  name.startsWith('@') ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`) : [name],
);
const sizes = folders.map((name) => [name, megabytes(join(modules, name))]).sort(([, a], [, b]) => b - a);
const largest = sizes.slice(0, LARGEST);
const rest = sizes.slice(LARGEST).reduce((sum, [, size]) => sum + size, 0);
const rows = [...largest, [`${sizes.length - LARGEST} others`, rest], ['**all**', megabytes(modules)]];
const sizeTable = [
  '| package | MiB (`du`) |',
  '| --- | --- |',
  ...rows.map(([name, size]) => `| ${name} | ${size.toFixed(1)} |`),
];

const [other] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const programs = {
  '`mlp-lab --help`': ['packages/cli/dist/mlp-lab.cjs', '--help'],
  ...(other && { 'the same, of the version before': [other, '--help'] }),
  'Node alone (`node empty.mjs`)': [join(folder, 'empty.mjs')],
};
writeFiles(folder, { 'empty.mjs': '' });
const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
const processor = Object.fromEntries(Object.keys(programs).map((name) => [name, 0]));
for (let i = 0; i < REPEATS; i++)
  for (const [name, command] of Object.entries(programs)) {
    const start = performance.now();
    const before = processorTime();
    spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    times[name].push(performance.now() - start);
    processor[name] += processorTime() - before;
  }
/** Of the children that have ended, in milliseconds: fields 16 and 17 of proc(5), in hundredths of a second. */
function processorTime() {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)].toFixed(0);
const timeTable = [
  '| program | least ms | median ms | processor ms, mean |',
  '| --- | --- | --- | --- |',
  ...Object.entries(times).map(
    ([name, values]) =>
      `| ${name} | ${at(values, 0)} | ${at(values, 0.5)} | ${(processor[name] / REPEATS).toFixed(0)} |`,
  ),
];

const text = `${sizeTable.join('\n')}\n\n${timeTable.join('\n')}\n`;
console.log(text);
if (process.argv.includes('--docs'))
  writeFileSync(
    join(root, 'docs/install-size.md'),
    `# What the command line weighs

\`npm install @mlp-lab/cli\`, from tarballs, in an empty folder: ${sizes.length} packages. Libraries that few commands need are installed on
request (see [the README of the command line](../packages/cli/README.md)).

${sizeTable.join('\n')}

The time of \`mlp-lab --help\`, ${REPEATS} times each in turn, on a machine with other work. The build writes the text into a file, which is
printed where the output is no terminal, or one of 80 columns; other widths take the whole program.

${timeTable.join('\n')}

${new Date().toISOString().slice(0, 10)}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}, \`node scripts/install-size.mjs --docs\`
`,
  );
