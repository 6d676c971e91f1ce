import { defineCommand } from '../command/define-command';
import { argument } from '../command/option';
import { path } from '../options/parsers';

export const newPlugin = defineCommand({
  name: 'new-plugin',
  description: 'write a working plugin and its test',
  arguments: { dir: argument('<dir>', "new or empty folder; its name becomes the plugin's", path) },
  options: {},
  examples: { 'new-plugin my-plugin': 'a package with a variant, a layer, an activation and a test' },
  async run({ dir }) {
    const { writePlugin } = await import('../new-plugin/write-plugin');
    await writePlugin(dir);
  },
});
