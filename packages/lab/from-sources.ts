// Takes the workspace's packages from their modules rather than from their builds, so that the page fetches only those that it uses,
// and large ones when they are needed. The engine alone comes from its build, which is minified with more care than Vite takes.
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGES = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = /^@mlp-lab\/(core|data-mnist|ensemble|exchange|experiment|models|report|viz)(?:\/(.+))?$/;
/** What the packages' `browser` fields leave out. */
const FOR_NODE = /^\.\/(disk-folder|mnist-folder|run-folder\/run-folder)$/;

/** The module that starts the training threads, and how it names their script: in the build of experiment, a file beside it. */
const STARTER = `${PACKAGES}experiment/src/executor/transports/web-workers.ts`;
const SCRIPT = "new URL('./task-worker.js', import.meta.url)";
const THREAD = `${PACKAGES}experiment/src/task-thread.ts`;

export const fromSources = (): Plugin => ({
  name: 'from-sources',
  enforce: 'pre',
  resolveId(source) {
    const [, name, entry = 'index'] = ENTRY.exec(source) ?? [];
    if (name) return this.resolve(`${PACKAGES}${name}/src/${entry === 'layers' ? 'layers/index' : entry}.ts`);
    if (FOR_NODE.test(source)) return '\0for-node';
  },
  load: (id) => (id === '\0for-node' ? 'export {};' : undefined),
  // Vite would build the threads' script apart, with copies of all that the page has: as a chunk of the same build, it shares them.
  transform(code, id) {
    if (id !== STARTER) return;
    if (!code.includes(SCRIPT)) throw new Error(`${STARTER} names the script of the threads in another way`);
    const chunk = this.emitFile({ type: 'chunk', id: THREAD, name: 'task-thread' });
    return code.replace(SCRIPT, `import.meta.ROLLUP_FILE_URL_${chunk}`);
  },
});
