import { build } from '../../rolldown.base';

/** Formulas and what is written with them: apps that train with optimizers and layers of TensorFlow.js need none of it. */
const FORMULAS =
  /src\/(description\/|expression\/(check|derivative|expression\.|formula|simplify|substitute|term)|optimizer\/(?!step-scalars|optimizer-rule))/;

export default build({ index: 'src/index.ts', tensorflow: 'src/tensorflow.ts' }, [
  { name: 'common', test: (id) => !FORMULAS.test(id) && !/src\/(index|tensorflow)/.test(id), priority: 1 },
  { name: 'formulas', test: FORMULAS },
]);
