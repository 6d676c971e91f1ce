import { defineCommand } from '../command/define-command';
import { flag, option } from '../command/option';
import { positiveInteger } from '../options/parsers';
import { dataOptions, jobs, json, queueOptions, runArgument, threads } from '../options/shared-options';

export const verify = defineCommand({
  name: 'verify',
  description: 'train networks of a saved run again, and say whether the bits agree',
  arguments: { path: runArgument },
  options: {
    sample: option('<n>', 'how many networks to train again, spread over the run', positiveInteger, { default: 3 }),
    all: flag('train all of them again'),
    jobs,
    threads,
    ...dataOptions,
    json,
    ...queueOptions,
  },
  examples: {
    'verify runs/a': 'three of its networks',
    'verify runs/a --all --jobs 4': 'all of them, four at a time',
  },
  async run({ path, ...options }) {
    const { printVerification } = await import('../saved-run/print-verification');
    await printVerification(path, options);
  },
});
