import { defineConfig, type Options } from 'tsup';
import { build, takeIn } from '../../tsup.base';

export default defineConfig({
  ...(build('src/index.ts') as Options),
  ...takeIn('d3-array', 'd3-format', 'd3-scale', 'd3-shape', 'fflate'),
});
