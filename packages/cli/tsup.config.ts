import { build } from '../../tsup.base';

export default build('src/bin.ts', 'src/config.ts', 'src/thread-registry.ts', 'src/page-registry.ts');
