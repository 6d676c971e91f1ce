// One contract of bits in every JavaScript runtime that is here: npm's node, bun, deno and workerd, and the browsers of this machine.
//   npm run check:runtimes [-- --docs] [--suite] [RUNTIME …]        (--docs writes docs/runtimes.md)
// Build first. It installs runtimes from the npm registry in a temporary folder. With --suite, all tests of the engine run in each Node.js,
// too: among others, teams of 2, 3 and 8 threads against one thread, in both arithmetics.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { exitOnSignals } from './children.mjs';
import { answerOf, browsers, isPresent, pages } from './runtimes/browsers.mjs';
import { answerOfWorkerd } from './runtimes/workerd.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mlp-lab-runtimes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
exitOnSignals();

/** Name → the package of npm, its program, and the arguments that forbid WebAssembly (under which Node 22's own `fetch` ends the program). */
const programs = {
  ...Object.fromEntries(
    ['20.19', '22', '24', '26'].map((version) => [
      `Node.js ${version}`,
      {
        package: `node@${version}`,
        program: 'node',
        version: '-v',
        forbid: version === '22' ? [] : ['--jitless'],
      },
    ]),
  ),
  Bun: { package: 'bun@1', program: 'bun', version: '-v' },
  Deno: { package: 'deno@2', program: 'deno', args: ['run', '-A'], version: '-V' },
};

await bundle();
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isWanted = ([name]) => words.length === 0 || words.includes(name);
const rows = [];
for (const [name, runtime] of Object.entries(programs).filter(isWanted)) rows.push([name, ...inProgram(runtime)]);
for (const [name, browser] of Object.entries(browsers).filter(isWanted))
  rows.push([name, ...(await inBrowser(browser))]);
if (isWanted(['workerd'])) rows.push(['workerd (Cloudflare)', ...(await inWorkerd())]);

const { programs: allPrograms, threads } = here();
const table = tableOf();
console.log(table);
if (process.argv.includes('--docs')) writeFileSync(join(root, 'docs/runtimes.md'), pageOf());
process.exitCode = /✘/.test(table) ? 1 : 0;

/** The contract as one script, with the engine's workers beside it, as a server or a program finds it. */
async function bundle() {
  const main =
    "import { contract } from './contract.mjs';\nconst answers = await contract().catch((error) => ({ error: String(error) }));\nconsole.log(JSON.stringify(answers));\nprocess.exit();\n";
  const page =
    "import { contract } from './contract.js';\nconst answers = await contract().catch((error) => ({ error: String(error) }));\nawait fetch('/', { method: 'POST', body: JSON.stringify({ ...answers, isolated: globalThis.crossOriginIsolated, agent: navigator.userAgent }) });\n";
  const options = {
    entryPoints: [join(root, 'scripts/runtimes/contract.ts')],
    bundle: true,
    alias: { '@mlp-lab/engine': join(root, 'packages/engine/dist/index.js') },
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  };
  await build({ ...options, outfile: join(folder, 'contract.js') });
  const require = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"; // for TensorFlow.js
  await build({
    ...options,
    outfile: join(folder, 'contract.mjs'),
    platform: 'node',
    mainFields: ['module', 'main'],
    banner: { js: require },
  });
  for (const script of ['worker.js', 'team-worker.js'])
    copyFileSync(join(root, 'packages/engine/dist', script), join(folder, script));
  writeFileSync(join(folder, 'main.mjs'), main);
  writeFileSync(join(folder, 'page.js'), page);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
}

function inProgram({ package: wanted, program, args = [], version, forbid = [] }) {
  const home = installed(wanted);
  if (!home) return ['', 'not installed', '', ''];
  const run = (...words) =>
    execFileSync(join(home, 'node_modules/.bin', program), words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 180_000,
    });
  const answer = (...before) => {
    try {
      return JSON.parse(
        run(...before, ...args, join(folder, 'main.mjs'))
          .trim()
          .split('\n')
          .at(-1),
      );
    } catch (error) {
      return { error: error.message.split('\n')[0] };
    }
  };
  if (program === 'node' && process.argv.includes('--suite')) suite(join(home, 'node_modules/node/bin'));
  return [
    run(version)
      .trim()
      .replace(/^v|^deno /g, ''),
    answer(),
    '',
    forbid.length > 0 ? answer(...forbid) : '',
  ];
}

/** Runs the engine's tests; threads and child processes run in the same Node.js. */
function suite(bin) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  execFileSync(join(bin, 'node'), [vitest, 'run', 'packages/engine'], { cwd: root, env, stdio: 'inherit' });
}

/** A new folder that has a package of npm, or undefined. */
function installed(wanted) {
  const home = join(folder, wanted.replace('@', '-'));
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{}');
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', wanted], {
      cwd: home,
      stdio: 'ignore',
    });
    return home;
  } catch {
    return undefined;
  }
}

/** It never lets WebAssembly be made. */
async function inWorkerd() {
  const home = installed('workerd@1');
  if (!home) return ['', 'not installed', '', ''];
  const { version, answers } = await answerOfWorkerd(home, join(folder, 'contract.js'));
  return [version, '', '', answers];
}

async function inBrowser(browser) {
  if (!isPresent(browser)) return ['', 'not installed', '', ''];
  const answers = [];
  for (const headers of Object.values(pages)) answers.push(await answerOf(browser, headers, folder));
  return [versionOf(answers[0].agent), ...answers];
}

function versionOf(agent = '') {
  return agent.match(/(?:Chrome|Firefox|Version)\/([\d.]+)/)?.[1] ?? '';
}

function here() {
  return JSON.parse(
    execFileSync(process.execPath, [join(folder, 'main.mjs')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n')
      .at(-1),
  );
}

function tableOf() {
  const bits = (answer) => {
    if (typeof answer !== 'object') return answer;
    if (answer.error) return `✘ ${answer.error}`;
    if (answer.warnings.length > 0) return `✘ ${answer.warnings[0]}`;
    return answer.programs === allPrograms && answer.threads === threads ? '✔' : '✘ other bits';
  };
  const fallback = (answer) => {
    if (typeof answer !== 'object') return answer;
    return answer.fallback?.includes('wasm-unsafe-eval') ? '✔' : `✘ ${answer.error ?? 'no fallback'}`;
  };
  const head = ['runtime', 'version', 'the same bits', 'without isolation', 'where WebAssembly is forbidden'];
  const lines = rows.map(([name, version, first, plain, forbidden]) => [
    name,
    version,
    bits(first),
    bits(plain),
    fallback(forbidden),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function pageOf() {
  return `# Runtimes

One contract, in every runtime: all activations, layers, losses and optimizers train to the same bits (digest \`${allPrograms}\`), and so do three
networks by \`fit\` and by \`fitAll\` on one thread and on two (\`${threads}\`). Browsers run it on a cross-origin isolated page, where threads share
memory, and on a plain one. Where WebAssembly is forbidden (a page with \`script-src 'self'\`, \`node --jitless\`, which Node 22
itself does not survive, Cloudflare's workerd), \`fit\`, \`fitAll\`, \`evaluate\` and
\`predict\` compute through TensorFlow.js, \`explain\` says why, and exactly one message names \`'wasm-unsafe-eval'\`.

${table}

${new Date().toISOString().slice(0, 10)}, ${process.platform} ${process.arch}, \`npm run check:runtimes -- --docs\`
`;
}
