// Runs the examples of each package's README as its reader would: the packages of its `npm install` lines alone, from their tarballs, by
// pnpm, which lets a program import nothing else.
//   npm run check:readmes [-- PACKAGE …]        Build first. It needs the npm registry, and takes some minutes.
// The blocks of a README are one program, in their order, unless a comment before a block says otherwise:
//   <!-- a program of its own -->    <!-- not run: REASON -->
// A block ```text that follows is what the program prints.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll, root } from './consumers/packages.mjs';

const BLOCK = /(?:<!-- (a program of its own|not run: [^\n]*?) -->\n+)?```(js|text)\n([\s\S]*?)```/g;
const INSTALL = /^ {4}npm install (?!--global)(.*)/gm;
const IMPORT = /^import (?:(.*) from )?'([^']+)';.*\n/gm;

const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-readmes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const tarballs = packAll(join(folder, 'tarballs'));
const names = readdirSync(join(root, 'packages')).filter((name) => words.length === 0 || words.includes(name));
for (const name of names) {
  const text = readFileSync(join(root, 'packages', name, 'README.md'), 'utf8');
  const programs = programsOf(text);
  if (programs.length === 0) continue;
  const project = join(folder, name);
  install(project, installed(text));
  for (const [i, program] of programs.entries()) {
    const problem = run(project, program);
    console.log(`${name}, program ${i + 1} of ${programs.length}: ${problem ?? 'as printed'}`);
    if (problem) process.exitCode = 1;
  }
  rmSync(project, { recursive: true });
}

/** The programs of a README: imports, code, and what they print. */
function programsOf(text) {
  const programs = [];
  let isRun = false;
  for (const [, note = '', language, code] of text.matchAll(BLOCK)) {
    if (language === 'text' && isRun) programs.at(-1).prints.push(code);
    if (language === 'js') isRun = !note.startsWith('not run');
    if (language === 'text' || !isRun) continue;
    if (note !== '' || programs.length === 0) programs.push({ imports: new Map(), code: '', prints: [] });
    const program = programs.at(-1);
    for (const [, given, from] of code.matchAll(IMPORT)) importInto(program.imports, given, from);
    program.code += code.replace(IMPORT, '');
  }
  return programs;
}

/** Several blocks of one program may import the same. */
function importInto(imports, given, from) {
  const known = imports.get(from) ?? { named: new Set(), others: new Set() };
  const list = given?.match(/^\{(.*)\}$/)?.[1];
  if (list) for (const name of list.split(',')) known.named.add(name.trim());
  else known.others.add(given ?? '');
  imports.set(from, known);
}

function sourceOf({ imports, code }) {
  const lines = [...imports].flatMap(([from, { named, others }]) => [
    ...(named.size > 0 ? [`import { ${[...named].filter(Boolean).join(', ')} } from '${from}';`] : []),
    ...[...others].map((given) => `import ${given && `${given} from `}'${from}';`),
  ]);
  return `${lines.join('\n')}\n${code}`;
}

function installed(text) {
  return [...text.matchAll(INSTALL)].flatMap(([, line]) => line.trim().split(/\s+/));
}

function install(project, packages) {
  mkdirSync(project, { recursive: true });
  const dependencies = Object.fromEntries(packages.map((name) => [name, tarballs[name] ?? 'latest']));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }));
  const overrides = Object.entries(tarballs).map(([name, file]) => `  '${name}': '${file}'`);
  const builds = ['core-js', 'msgpackr-extract', 'esbuild'].map((name) => `  ${name}: false`);
  writeFileSync(
    join(project, 'pnpm-workspace.yaml'),
    `pmOnFail: ignore\noverrides:\n${overrides.join('\n')}\nallowBuilds:\n${builds.join('\n')}\n`,
  );
  execFileSync('node', [join(root, 'scripts/pnpm.mjs'), 'install', '--prefer-offline', '--silent'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function run(project, program) {
  writeFileSync(join(project, 'program.js'), sourceOf(program));
  let printed;
  try {
    printed = execFileSync('node', ['program.js'], { cwd: project, encoding: 'utf8', stdio: 'pipe', timeout: 600_000 });
  } catch (error) {
    return `fails: ${String(error.stderr || error.message)
      .trim()
      .split('\n')
      .slice(0, 8)
      .join('\n  ')}`;
  }
  const missing = program.prints.find((text) => !printed.includes(text.trimEnd()));
  if (missing) return `expected\n${missing}received\n${printed}`;
}
