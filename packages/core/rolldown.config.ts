import { build } from '../../rolldown.base';

/** Formulas and what is written with them: apps that train with common layers and optimizers need none of it. */
const FORMULAS =
  /src\/(description\/|expression\/(check|derivative|expression\.|formula|simplify|substitute|term)|optimizer\/(?!step-scalars|optimizer-rule|tensorflow\/common-rules))/;
const ENTRIES = /src\/(index|common|tensorflow)\.ts/;

export default build({ index: 'src/index.ts', common: 'src/common.ts', tensorflow: 'src/tensorflow.ts' }, [
  {
    name: 'shared',
    test: (id) => !FORMULAS.test(id) && !ENTRIES.test(id) && !/src\/tensorflow\//.test(id),
    priority: 1,
  },
  { name: 'formulas', test: FORMULAS },
]);
