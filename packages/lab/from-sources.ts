// Takes the workspace's packages from their modules rather than from their builds, so that the page fetches only those that it uses,
// and large ones when they are needed. The engine alone comes from its build, which is minified with more care than Vite takes.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGES = fileURLToPath(new URL('..', import.meta.url));
const NAMES = ['core', 'data-mnist', 'ensemble', 'exchange', 'experiment', 'models', 'report', 'viz'];
const ENTRY = new RegExp(`^@mlp-lab/(${NAMES.join('|')})(?:/(.+))?$`);

interface Manifest {
  exports: Record<string, string | { browser?: string; default: string }>;
  /** A file → that which browsers take instead, or false where they have none. */
  browser?: Record<string, string | false>;
}

const manifests = new Map<string, Manifest>(
  NAMES.map((name) => [name, JSON.parse(readFileSync(`${PACKAGES}${name}/package.json`, 'utf8'))]),
);

/** `./dist/layers/index.js` → its source. */
const sourceOf = (name: string, file: string) =>
  `${PACKAGES}${name}/${file.replace('./dist/', 'src/').replace(/\.js$/, '.ts')}`;

/** The modules that browsers do without. */
const LEFT_OUT = new Set(
  [...manifests].flatMap(([name, { browser = {} }]) =>
    Object.entries(browser).flatMap(([file, instead]) => (instead === false ? [sourceOf(name, file)] : [])),
  ),
);

/** The modules that start threads, and how they name the script: Vite would build it apart, with copies of all that the page has. */
const THREADS = [
  {
    starter: `${PACKAGES}experiment/src/executor/transports/web-workers.ts`,
    script: "new URL('./task-worker.js', import.meta.url)",
    module: `${PACKAGES}experiment/src/task-thread.ts`,
  },
  {
    starter: `${PACKAGES}lab/src/data/read-data.ts`,
    script: "new URL('./data-thread.ts', import.meta.url)",
    module: `${PACKAGES}lab/src/data/data-thread.ts`,
  },
  {
    starter: `${PACKAGES}lab/src/import/guest.ts`,
    script: "new URL('./guest-thread.ts', import.meta.url)",
    module: `${PACKAGES}lab/src/import/guest-thread.ts`,
  },
];

export const fromSources = (): Plugin => ({
  name: 'from-sources',
  enforce: 'pre',
  resolveId(source) {
    const [, name, entry] = ENTRY.exec(source) ?? [];
    const target = name && manifests.get(name)?.exports[entry ? `./${entry}` : '.'];
    if (!target) return;
    return this.resolve(sourceOf(name, typeof target === 'string' ? target : (target.browser ?? target.default)));
  },
  load: (id) => (LEFT_OUT.has(id) ? 'export {};' : undefined),
  transform(code, id) {
    const thread = THREADS.find(({ starter }) => starter === id);
    if (!thread) return;
    const { script, module } = thread;
    if (!code.includes(script)) throw new Error(`${id}: expected the script of its thread as ${script}`);
    const chunk = this.emitFile({ type: 'chunk', id: module, name: basename(module, '.ts') });
    return code.replace(script, `import.meta.ROLLUP_FILE_URL_${chunk}`);
  },
});
