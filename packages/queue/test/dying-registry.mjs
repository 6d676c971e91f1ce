// A registry module with a network that ends the process which builds it.
import { isMainThread } from 'node:worker_threads';
import { createRegistry, definePlugin, notebook, notebookRecipe } from '@mlp-lab/models';

const dying = {
  name: 'crash',
  title: 'crash',
  changes: [],
  recipe: notebookRecipe,
  build() {
    if (isMainThread) throw new Error('built on the thread of the worker');
    process.kill(process.pid, 'SIGSEGV');
  },
};

export default createRegistry([
  notebook(),
  definePlugin({ meta: { name: 'dying', version: '1.0.0', namespace: 'dying' }, variants: [dying] }),
]);
