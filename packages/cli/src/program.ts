// The commands and their options. What a command does is loaded when it is called, so that `--help` is quick.
import { availableParallelism } from 'node:os';
import { chartNames } from '@mlp-lab/report/chart-names';
import { Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import {
  accuracies,
  columns,
  index,
  learningRates,
  portNumber,
  positiveInteger,
  probe,
  seed,
  seeds,
  weights,
} from './arguments';
import { prepareCommand } from './prepare-command';
import { oneSetting, setting } from './settings';

/** @param argv the words of the command line, which a run that is kept keeps. */
export function createProgram(argv: readonly string[] = []): Command {
  const program: Command = new Command('mlp-lab')
    .description('The MLP laboratory: train, compare and draw multilayer perceptrons on MNIST.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`mlp-lab: ${oneLine(text)}\n`) })
    .option(
      '--config <file>',
      'plugins and defaults of options (default: mlp-lab.config.{ts,mts,mjs,js} here or above)',
    )
    .option(
      '--plugin <name|path>',
      'a plugin to use: foo, for mlp-lab-plugin-foo, or ./my-plugin.js (repeatable)',
      each,
    )
    .configureHelp({ showGlobalOptions: true })
    .hook('preAction', (_program, command) => prepareCommand(program, command, argv))
    .addHelpText('after', EXAMPLES);

  withTrainingOptions(program.command('compare').description('train variants side by side and print their table'))
    .argument(
      '[variant...]',
      "names, with options (acme/maxout:pieces=3), or patterns ('opt/*'); default: the notebook's rows, then combined",
    )
    .option('--seeds <list>', 'seeds, a run of each variant for each: 1,2,3', seeds, [1])
    .addOption(protocolOption('as-published'))
    .addOption(setOption())
    .option('--jobs <n>', 'networks that train at the same time', positiveInteger, availableParallelism())
    .action(async (variants, options) => (await import('./commands/compare')).compareCommand(variants, options));

  withTrainingOptions(program.command('train').description('train one variant and draw its curves'))
    .argument('<variant>', 'its name; `mlp-lab list` shows all')
    .addOption(setOption())
    .option('--seed <n>', 'seed of weights, order and dropout', seed, 1)
    .action(async (variant, options) => (await import('./commands/train')).trainCommand(variant, options));

  withTrainingOptions(program.command('ensemble').description('train several networks of one kind and let them vote'))
    .option('--members <n>', 'how many', positiveInteger, 10)
    .option('--variant <name>', 'what each of them is; `mlp-lab list` shows all', 'baseline')
    .addOption(setOption())
    .addOption(
      new Option('--voting <how>', 'soft: the mean of probabilities; hard: a count of votes')
        .choices(['soft', 'hard'])
        .default('soft'),
    )
    .option(
      '--weights <list>',
      'one a member: 1,2,0.5; fit: learnt on the held-out images (default: one each)',
      weights,
    )
    .option('--seed <n>', "seed of the members' seeds", seed, 1)
    .addOption(
      new Option('--seeds <list>', 'several seeds, an ensemble for each: 1,2,3').argParser(seeds).conflicts('seed'),
    )
    .option('--jobs <n>', 'networks that train at the same time', positiveInteger, availableParallelism())
    .action(async (options) => (await import('./commands/ensemble')).ensembleCommand(options));

  withTrainingOptions(program.command('sweep').description('train one variant under every combination of settings'))
    .requiredOption(
      '--set <field=values>',
      'a recipe field or an option and its values (repeatable): hidden=50,100-50,50x4; optimizer.learningRate=0.1,0.01; pieces=2,3',
      setting,
    )
    .option('--variant <name>', 'what has all other settings; `mlp-lab list` shows all', 'relu')
    .option('--seeds <list>', 'seeds, a run of each combination for each: 1,2,3', seeds, [1])
    .option('--jobs <n>', 'networks that train at the same time', positiveInteger, availableParallelism())
    .action(async (options) => (await import('./commands/sweep')).sweepCommand(options));

  withTrainingOptions(
    program
      .command('race')
      .description('rank the ten optimizers, or other variants, by how soon they reach accuracies'),
  )
    .argument('[variant...]', "names or patterns; default: 'opt/*'")
    .option('--to <list>', 'one to three validation accuracies', accuracies, [0.8, 0.9, 0.95])
    .option('--lr <range>', 'learning rates to try, one a decade or so many: 1e-4..1e-1, 1e-4..1e-1:7', learningRates)
    .option('--seeds <list>', 'seeds, a run of each optimizer for each: 1,2,3', seeds, [1])
    .option('--jobs <n>', 'networks that train at the same time', positiveInteger, availableParallelism())
    .action(async (variants, options) => (await import('./commands/race')).raceCommand(variants, options));

  withSettings(program.command('inspect').description('measure gradients and activations layer by layer'))
    .argument('[variant...]', 'names or patterns; default: baseline, he-normal, relu and batch-norm')
    .addOption(protocolOption('controlled'))
    .addOption(setOption())
    .option('--seed <n>', 'seed of weights, order and dropout', seed, 1)
    .option('--probe <n>', 'how many training images, the first ones, are looked at', positiveInteger, 1000)
    .option('--out <dir>', 'write the measurements and charts there')
    .option('--json', 'print the measurements as JSON and nothing else')
    .action(async (variants, options) => (await import('./commands/inspect')).inspectCommand(variants, options));

  program
    .command('list')
    .description('show variants, optimizers, backends with what is missing for them here, and plugins')
    .argument('[what]', "variants, optimizers, backends or plugins, or a pattern of variants: 'opt/*'")
    .option('--json', 'print JSON')
    .action(async (what, options) => (await import('./commands/list')).listCommand(what, options));

  withDataOptions(program.command('show').description('draw digits in the terminal'))
    .argument('[index...]', 'which images, from 0; default: the first of each set', indices)
    .addOption(new Option('--set <name>', 'the set they are in').choices(['train', 'test']).default('train'))
    .action(async (chosen, options) => (await import('./commands/show')).showCommand(chosen, options));

  withRunOptions(program.command('predict').description('ask a run that was kept with --out what digits are'))
    .argument('[index...]', 'images of the set, from 0; default: its first ten', indices)
    .addOption(new Option('--set <name>', 'the set they are in').choices(['train', 'test']).default('test'))
    .option('--image <file>', 'a PNG picture of a digit, or an IDX file of images (repeatable)', collect)
    .option('--json', 'print JSON')
    .action(async (run, chosen, options) => (await import('./commands/predict')).predictCommand(run, chosen, options));

  withRunOptions(program.command('plot').description('draw a chart of a run that was kept with --out'))
    .addOption(
      new Option('--chart <name>', 'which one; list: what there is, and which of it this run has')
        .choices([...chartNames, 'list'])
        .default('curves'),
    )
    .addOption(
      new Option('--format <name>', "what to write (default: by the ending of --output's name, else text)").choices([
        'text',
        'svg',
        'png',
        'html',
      ]),
    )
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--log', 'loss on a logarithmic axis (curves)')
    .option('--width <columns>', "of text (default: the terminal's, up to 140)", columns)
    .option('--ascii', 'text of ASCII characters alone')
    .addOption(
      new Option('--theme <name>', "colours (default: the reader's own; of PNG light)").choices(['light', 'dark']),
    )
    .action(async (run, options) => (await import('./commands/plot')).plotCommand(run, options));

  withRunOptions(program.command('report').description('write a run that was kept with --out as one page: report.html'))
    .option('--output <file>', 'the file to write (default: report.html in the folder, or beside the report.json)')
    .action(async (run, options) => (await import('./commands/report')).reportCommand(run, options));

  withDataOptions(program.command('serve').description('serve the browser lab, for this machine, until Ctrl-C'))
    .option('--port <n>', 'on 127.0.0.1; your browser keeps the data for it (default: a port that is free)', portNumber)
    .option('--limit <n>', 'use only the first n training and the first n test images', positiveInteger)
    .option('--open', 'open it in your browser (default where there is a screen)')
    .option('--no-open', 'only print its address')
    .action(async (options) => (await import('./commands/serve')).serveCommand(options));

  withDataOptions(program.command('bench').description('time the engine beside TensorFlow.js and Python libraries'))
    .argument('[workload...]', 'relu, adam, batch-norm, dropout, standardized, wide; default: all')
    .option('--backend <name...>', 'what the first network is also trained by: node wasm cpu (default: wasm and cpu)')
    .option('--epochs <n>', "the engine's epochs, of which the quickest counts", positiveInteger, 10)
    .option('--peers <dir>', 'a folder of Python scripts that do the same: bench/peers')
    .option('--python <command>', 'what runs them', 'python3')
    .option('--limit <n>', 'use only the first n training images', positiveInteger)
    .option('--json', 'print JSON')
    .action(async (workloads, options) => (await import('./commands/bench')).benchCommand(workloads, options));

  program
    .command('new-plugin')
    .description('write a plugin that works, with its test')
    .argument('<dir>', "a new or empty folder; its name becomes the plugin's")
    .action(async (dir) => (await import('./commands/new-plugin')).newPluginCommand(dir));

  return program;
}

const EXAMPLES = `
Examples:
  mlp-lab compare                        the notebook's table: 100 epochs, real MNIST
  mlp-lab compare relu adam --epochs 5   two rows of it, quickly
  mlp-lab compare --protocol controlled  one batch size and one split for all rows
  mlp-lab train combined --epochs 10     one network and its curves
  mlp-lab race --epochs 10               which optimizer learns fastest
  mlp-lab inspect baseline relu          where gradients vanish
  mlp-lab ensemble --members 5           five networks that vote
  mlp-lab show 0 1 2                     digits in the terminal
  mlp-lab predict runs/a --image 7.png   what a kept network takes a picture for
  mlp-lab plot runs/a --chart confusion  a chart of what \`compare --out runs/a\` has kept
  mlp-lab report runs/a                  all of it in one page
  mlp-lab compare --browser --epochs 5   the same in your browser, and watch it
  mlp-lab serve                          the lab in your browser: choose, train, look`;

/** What every command that trains and keeps networks takes. */
function withTrainingOptions(command: Command): Command {
  return withBrowserOptions(withSettings(command))
    .option('--out <dir>', 'keep networks, report and charts there; the same command goes on where it was ended')
    .option('--inspect [images]', 'measure every layer after each epoch, on so many images; needs --out', probe)
    .option('--json', 'print the report as JSON and nothing else');
}

function withBrowserOptions(command: Command): Command {
  return command
    .option('--browser', 'train in a browser: your own where there is a screen, else a headless Chromium')
    .addOption(new Option('--open', 'train in your own browser').conflicts('headless'))
    .option('--headless', 'train in a Chromium without a window (CHROMIUM_PATH says which)')
    .option('--port <n>', 'where the page is served on 127.0.0.1 (default: a port that is free)', portNumber);
}

/** Where one value is meant, not several to try. */
function setOption(): Option {
  const about = 'a recipe field and its value (repeatable): dropout=0.1, hidden=100-50, validationSplit=0';
  return new Option('--set <field=value>', about).argParser(oneSetting);
}

function protocolOption(otherwise: 'as-published' | 'controlled'): Option {
  const about = "as-published: the notebook's settings; controlled: one batch size and split for all";
  return new Option('--protocol <name>', about).choices(['as-published', 'controlled']).default(otherwise);
}

/** What every command that trains takes. */
function withSettings(command: Command): Command {
  return withDataOptions(command)
    .option('--epochs <n>', "passes over the training images (default: the recipe's 100)", positiveInteger)
    .option('--batch-size <n>', "images in a step (default: the recipe's)", positiveInteger)
    .addOption(
      new Option('--scale <name>', "pixels as 0..255, 0..1 or standardized (default: the recipe's)").choices([
        'none',
        'unit',
        'standard',
      ]),
    )
    .option('--backend <name>', 'what does the arithmetic; `mlp-lab list backends` shows all (default: engine)')
    .option('--limit <n>', 'use only the first n training and the first n test images', positiveInteger);
}

function withDataOptions(command: Command): Command {
  return command
    .exitOverride()
    .option('--data <dir|url>', 'where the four IDX files are, plain or gzip (default: MNIST, which is installed)');
}

/** What every command that reads a kept run takes. */
function withRunOptions(command: Command): Command {
  return withDataOptions(command)
    .argument('<run>', 'its folder, or a report.json')
    .option('--variant <name>', 'the row that charts of one network are of (default: the most accurate)')
    .option('--seed <n>', 'the run of that row (default: its first)', seed);
}

/** Collects the values of an option that may be repeated. */
const each = (text: string, previous: string[] = []): string[] => [...previous, text];

/** Collects the values of a variadic argument. */
function indices(text: string, previous: number[] | undefined): number[] {
  return [...(previous ?? []), index(text)];
}

/** Collects the values of a repeatable option. */
function collect(text: string, previous: string[] = []): string[] {
  return [...previous, text];
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
}
