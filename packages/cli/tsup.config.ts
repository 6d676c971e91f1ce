import { build } from '../../tsup.base';

export default build(
  'src/bin.ts',
  'src/main.ts', // what bin.ts runs; the tests run many command lines in one process
  'src/config.ts',
  // What threads and pages load by the names `thread-registry.js` and `page-registry.js`.
  'src/plugins/thread-registry.ts',
  'src/plugins/page-registry.ts',
);
