// Takes the workspace's packages from their modules rather than from their builds, so that the page fetches only those that it uses,
// and large ones when they are needed. The engine alone comes from its build, which is minified with more care than Vite takes.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGES = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = /^@mlp-lab\/(core|data-mnist|ensemble|exchange|experiment|models|report|viz)(?:\/(.+))?$/;
/** What the packages' `browser` fields leave out. */
const FOR_NODE = /^\.\/(disk-folder|mnist-folder|run-folder\/run-folder)$/;

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

const indexOf = (name: string) => (name === 'exchange' ? 'browser' : 'index'); // as its `exports` say

export const fromSources = (): Plugin => ({
  name: 'from-sources',
  enforce: 'pre',
  resolveId(source) {
    const [, name, entry] = ENTRY.exec(source) ?? [];
    if (name)
      return this.resolve(
        `${PACKAGES}${name}/src/${entry === 'layers' ? 'layers/index' : (entry ?? indexOf(name))}.ts`,
      );
    if (FOR_NODE.test(source)) return '\0for-node';
  },
  load: (id) => (id === '\0for-node' ? 'export {};' : undefined),
  transform(code, id) {
    const thread = THREADS.find(({ starter }) => starter === id);
    if (!thread) return;
    const { script, module } = thread;
    if (!code.includes(script)) throw new Error(`${id}: expected the script of its thread as ${script}`);
    const chunk = this.emitFile({ type: 'chunk', id: module, name: basename(module, '.ts') });
    return code.replace(script, `import.meta.ROLLUP_FILE_URL_${chunk}`);
  },
});
