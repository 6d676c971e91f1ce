import { defineCommand } from '../command/define-command';
import { flag, option } from '../command/option';
import { port, text } from '../options/parsers';
import { dataOptions, limit } from '../options/shared-options';
import { queueName, queueOption } from '../queue/queue-address';

export const serve = defineCommand({
  name: 'serve',
  description: 'serve the browser lab until Ctrl-C, on this machine or to a class; or write it as a static site',
  arguments: {},
  options: {
    ...dataOptions,
    limit,
    port: option('<n>', 'port of the address; 0 for any free one', port, {
      defaultText: '8228, or a free one if that is in use',
    }),
    lan: flag('let everybody on your network open the lab, read-only; prints the address and a QR code'),
    export: option('<dir>', 'write the lab as a static site, for any web host and path, and serve nothing', text),
    queue: {
      ...queueOption,
      description: `show the tasks and machines of a ${queueOption.description}`,
      conflicts: ['lan', 'export'],
    },
    queueName,
    open: flag('open the lab in your browser', {
      negation: 'only print the address',
      defaultText: 'if there is a screen',
    }),
  },
  examples: {
    serve: 'build networks, train them, draw digits, look inside',
    'serve --lan': 'for a class: each device in the network trains for itself',
    'serve --queue redis://192.168.1.10:6379': 'the lab, and what the machines of that queue train',
    'serve --export site': 'a folder to put on any web host',
    'serve --port 8080 --no-open': 'at a fixed address, without opening a browser',
  },
  async run(options) {
    const { serveLab } = await import('../server/serve-lab');
    await serveLab(options);
  },
});
