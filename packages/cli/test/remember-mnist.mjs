// For program-host.mjs: reads MNIST once in its process, and not for each command, which takes a quarter of a second each.
import { register } from 'node:module';

const NAME = '@mlp-lab/data-mnist';
const real = import.meta.resolve(NAME);

const remembering = `
  export * from '${real}';
  import { loadMnist as load } from '${real}';
  let mnist;
  export const loadMnist = (options) =>
    Object.keys(options ?? {}).length > 0 ? load(options) : (mnist ??= load());`;

const hooks = `
  export const resolve = (name, context, next) =>
    name === '${NAME}' && context.parentURL.includes('/packages/cli/dist/')
      ? { url: 'data:text/javascript,' + ${JSON.stringify(encodeURIComponent(remembering))}, shortCircuit: true }
      : next(name, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
