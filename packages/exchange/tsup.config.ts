import { defineConfig, type Options } from 'tsup';
import { build, takeIn } from '../../tsup.base';

export default defineConfig({
  ...(build('src/index.ts', 'src/browser.ts') as Options),
  ...takeIn('@bufbuild/protobuf', 'crc-32', 'fflate', 'jsfive'),
});
