// The plugin: one layer and one variant that is made of it.
import { definePlugin } from '@mlp-lab/models';
import { maxout } from './maxout.js';
import { maxoutLayer } from './maxout-layer.js';

export default definePlugin({
  meta: { name: 'mlp-lab-plugin-maxout', version: '0.1.0', namespace: 'maxout' },
  layers: { Maxout: maxoutLayer },
  variants: [maxout],
});
