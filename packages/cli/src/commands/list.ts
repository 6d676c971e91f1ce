import { defineCommand } from '../command/define-command';
import { argument } from '../command/option';
import { text } from '../options/parsers';
import { json } from '../options/shared-options';

export const list = defineCommand({
  name: 'list',
  description: 'list variants, optimizers, backends and plugins',
  arguments: {
    what: argument('[what]', "variants, optimizers, backends or plugins, or a pattern of variants ('opt/*')", text, {
      defaultText: 'all four',
    }),
  },
  options: { json },
  examples: {
    list: 'everything',
    'list backends': 'which backends are available here, and how to install the others',
    "list 'opt/*'": 'the variants of the optimizer race',
    'list plugins --plugin maxout': 'what a plugin adds',
  },
  async run({ what, setup, json }) {
    const { printLists } = await import('../lists/print-lists');
    await printLists(what, setup, json);
  },
});
