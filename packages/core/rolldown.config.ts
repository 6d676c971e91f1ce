import { build, moduleGroups } from '../../rolldown.base';

const { collected, filesOf } = moduleGroups();
const isCommon = filesOf('src/common.ts');

/** A room of src, which bundlers leave out of an app that uses nothing of it. */
const roomOf = (id: string) => id.match(/core\/src\/(?!tensorflow)([^/]+)\//)?.[1].replace(/^/, 'rooms/') ?? null;
const entries = ['index', 'common', 'checks', 'files', 'formulas', 'threads', 'webassembly', 'tensorflow'];

export default {
  ...build(Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])), [
    { name: 'shared', test: (id) => isCommon(id) && !id.endsWith('/common.ts'), priority: 1 },
    { name: roomOf, debugName: 'rooms' },
  ]),
  plugins: [collected],
};
