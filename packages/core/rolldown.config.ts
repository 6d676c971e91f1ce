import { build, moduleGroups } from '../../rolldown.base';

const { collected, filesOf } = moduleGroups();
const isCommon = filesOf('src/common.ts');

/** Formulas and what is written with them are apart from the rest, which most programs use without them. */
const FORMULAS =
  /src\/(description\/|expression\/(check|derivative|expression\.|formula|simplify|substitute|term)|optimizer\/(compose|check|keeps|keras|tensorflow|transformation|separate))/;

export default {
  ...build({ index: 'src/index.ts', common: 'src/common.ts', tensorflow: 'src/tensorflow.ts' }, [
    { name: 'shared', test: (id) => isCommon(id) && !id.endsWith('/common.ts'), priority: 1 },
    { name: 'formulas', test: FORMULAS },
  ]),
  plugins: [collected],
};
