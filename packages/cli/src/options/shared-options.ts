// The options that several commands have, each declared once.
import { ARITHMETICS } from '@mlp-lab/core';
import type { Settings } from '@mlp-lab/experiment';
import { argument, choice, flag, grouped, list, option, type Values } from '../command/option';
import type { Prepared } from '../command/prepare';
import { queueName, queueOption } from '../queue/queue-address';
import { nonNegativeInteger, path, port, positiveInteger, seeds, text } from './parsers';
import { setting } from './setting';

/** Of the program: every command accepts them. */
export const globalOptions = {
  config: option('<file>', 'configuration file with plugins and default values of options', path, {
    defaultText: 'mlp-lab.config.{ts,mts,mjs,js} in this folder or the nearest above it',
  }),
  plugin: list('<name|path>', 'plugin to load: foo for the package mlp-lab-plugin-foo, or ./my-plugin.js', text),
};

export const variantsArgument = (description: string, defaultText: string) =>
  argument('[variant...]', description, text, { defaultText });

export const json = flag('print JSON and nothing else');

export const dataOptions = {
  data: option('<path|url>', 'data set: IDX, .npz, .csv, .arff, .parquet, or a folder of pictures per class', path, {
    defaultText: 'MNIST, which is installed',
  }),
};

export const limit = option(
  '<n>',
  'use only n training images and n test images, with every class in proportion',
  positiveInteger,
);

/** Of the commands that train. */
export const threads = option('<n>', 'at most this many threads train one large network together', positiveInteger, {
  defaultText: 'processors / networks in training',
});

export const arithmetic = choice(
  '<name>',
  'separate: round each product and each sum; fused: round once, which is usually faster and gives other bits',
  [...ARITHMETICS],
  { defaultText: 'separate' },
);

/** The data, the settings and the backend of a training run. */
const settingsOptions = grouped('Training:', {
  ...dataOptions,
  limit,
  epochs: option('<n>', 'passes over the training images', positiveInteger, {
    defaultText: "the recipe's; 100 for the notebook's rows",
  }),
  batchSize: option('<n>', 'images per training step', positiveInteger, { defaultText: "the recipe's" }),
  scale: choice('<name>', 'pixels from 0 to 255, from 0 to 1, or standardized', ['none', 'unit', 'standard'], {
    defaultText: "the recipe's",
  }),
  backend: option('<name>', 'backend that does the arithmetic; see `mlp-lab list backends`', text, {
    defaultText: 'engine',
  }),
  threads,
  arithmetic,
});

const browserOptions = grouped('Training in a browser:', {
  browser: flag('train in a browser: yours if there is a screen, otherwise a headless Chromium'),
  open: flag('train in your own browser', { conflicts: 'headless' }),
  headless: flag('train in a headless Chromium; CHROMIUM_PATH names the program'),
  port: option('<n>', 'serve the page on this port of 127.0.0.1', port, { defaultText: 'any free port' }),
});

export const queueOptions = grouped('Training on other machines:', {
  queue: queueOption,
  queueName,
  cancel: flag('take the tasks of this command back from the queue instead of training; needs --queue'),
});

const out = option('<dir>', 'save networks, report and charts there; rerun the command to resume', path);

const tensorboard = option(
  '<dir>',
  'write event files there, one folder per network, for `tensorboard --logdir DIR`',
  path,
);

/** Of `inspect`. */
export const inspectingOptions = {
  out,
  tensorboard: { ...tensorboard, conflicts: 'out' },
  json,
  ...settingsOptions,
  ...queueOptions,
} as const;

export type InspectingOptions = Values<typeof inspectingOptions> & Prepared & { set?: Settings };

/** Of the commands that train networks and save them. */
export const trainingOptions = {
  out,
  tensorboard,
  repair: flag('train the networks in --out again that have a damaged or missing file'),
  inspect: option(
    '[images]',
    'measure every layer after each epoch, on this many images; needs --out',
    positiveInteger,
  ),
  json,
  ...settingsOptions,
  ...browserOptions,
  ...queueOptions,
};

/** `--set` is an option of some of these commands. */
export type TrainingOptions = Values<typeof trainingOptions> & Prepared & { set?: Settings };

/** Of all commands whose run may be saved. */
export type ComparisonOptions = InspectingOptions & Partial<TrainingOptions>;

export const set = option(
  '<field=value>',
  'set a field of the recipe: dropout=0.1, hidden=100-50 (repeatable)',
  setting,
);

export const protocol = (byDefault: 'as-published' | 'controlled') =>
  choice(
    '<name>',
    "as-published: the notebook's settings; controlled: the same batch size and validation split for every row",
    ['as-published', 'controlled'],
    { default: byDefault },
  );

export const seed = option('<n>', 'seed of weights, image order and dropout', nonNegativeInteger, { default: 1 });

export const seedsOption = option('<list>', 'one run of each variant per seed: 1,2,3', seeds, { default: [1] });

export const jobs = option(
  '<n>',
  'networks to train in parallel; with --queue, on all machines together',
  positiveInteger,
  {
    defaultText: 'the number of processors; with --queue, no limit',
  },
);

export const variant = (byDefault: string) =>
  option('<name>', 'variant to train; see `mlp-lab list`', text, { default: byDefault });

/** Of the commands that read a saved run. */
export const runArgument = argument('<run>', 'folder of the run, or a report.json', text);

export const runOptions = {
  ...dataOptions,
  variant: option('<name>', 'row of the run', text, { defaultText: 'the most accurate one' }),
  seed: option('<n>', 'which run of that row', nonNegativeInteger, { defaultText: 'its first seed' }),
};
