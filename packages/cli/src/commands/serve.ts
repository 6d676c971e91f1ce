import { defineCommand } from '../command/define-command';
import { flag, option } from '../command/option';
import { port } from '../options/parsers';
import { dataOptions, limit } from '../options/shared-options';

export const serve = defineCommand({
  name: 'serve',
  description: 'serve the browser lab on this machine until Ctrl-C',
  arguments: {},
  options: {
    ...dataOptions,
    limit,
    port: option('<n>', 'port of 127.0.0.1; for a fixed port the browser caches the data', port, {
      defaultText: 'any free port',
    }),
    open: flag('open the lab in your browser', {
      negation: 'only print the address',
      defaultText: 'if there is a screen',
    }),
  },
  examples: {
    serve: 'choose networks, train them, watch the curves',
    'serve --port 8080 --no-open': 'at a fixed address, without opening a browser',
  },
  async run(options) {
    const { serveLab } = await import('../server/serve-lab');
    await serveLab(options);
  },
});
