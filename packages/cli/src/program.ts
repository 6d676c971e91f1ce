// The commands and their options. What a command does is loaded when it is called, so that `--help` is quick.
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { index, positiveInteger, seed, seeds } from './arguments';

export function createProgram(): Command {
  const program = new Command('mlp-lab')
    .description('The MLP laboratory: train, compare and draw multilayer perceptrons on MNIST.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`mlp-lab: ${oneLine(text)}\n`) })
    .addHelpText('after', EXAMPLES);

  withTrainingOptions(program.command('compare').description('train variants side by side and print their table'))
    .argument('[variant...]', "names or patterns ('opt/*'); default: the notebook's rows, then combined")
    .option('--seeds <list>', 'seeds, a run of each variant for each: 1,2,3', seeds, [1])
    .addOption(
      new Option(
        '--protocol <name>',
        "as-published: the notebook's settings; controlled: one batch size and split for all",
      )
        .choices(['as-published', 'controlled'])
        .default('as-published'),
    )
    .option('--jobs <n>', 'networks that train at the same time', positiveInteger, availableParallelism())
    .action(async (variants, options) => (await import('./commands/compare')).compareCommand(variants, options));

  withTrainingOptions(program.command('train').description('train one variant and draw its curves'))
    .argument('<variant>', 'its name; `mlp-lab list` shows all')
    .option('--seed <n>', 'seed of weights, order and dropout', seed, 1)
    .action(async (variant, options) => (await import('./commands/train')).trainCommand(variant, options));

  program
    .command('list')
    .description('show variants, optimizers and backends')
    .argument('[pattern]', "variants to show: 'opt/*'")
    .option('--json', 'print JSON')
    .action(async (pattern, options) => (await import('./commands/list')).listCommand(pattern, options));

  withDataOptions(program.command('show').description('draw digits in the terminal'))
    .argument('[index...]', 'which images, from 0; default: the first of each set', indices)
    .addOption(new Option('--set <name>', 'the set they are in').choices(['train', 'test']).default('train'))
    .action(async (chosen, options) => (await import('./commands/show')).showCommand(chosen, options));

  return program;
}

const EXAMPLES = `
Examples:
  mlp-lab compare                        the notebook's table: 100 epochs, real MNIST
  mlp-lab compare relu adam --epochs 5   two rows of it, quickly
  mlp-lab compare --protocol controlled  one batch size and one split for all rows
  mlp-lab train combined --epochs 10     one network and its curves
  mlp-lab show 0 1 2                     digits in the terminal`;

/** What every command that trains takes. */
function withTrainingOptions(command: Command): Command {
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
    .option('--backend <name>', 'what does the arithmetic: engine, wasm or cpu (default: engine)')
    .option('--limit <n>', 'use only the first n training and the first n test images', positiveInteger)
    .option('--out <dir>', 'keep networks, report and charts there; the same command goes on where it was ended')
    .option('--json', 'print the report as JSON and nothing else');
}

function withDataOptions(command: Command): Command {
  return command
    .exitOverride()
    .option('--data <dir|url>', 'where the four IDX files are, plain or gzip (default: MNIST, which is installed)');
}

/** Collects the values of a variadic argument. */
function indices(text: string, previous: number[] | undefined): number[] {
  return [...(previous ?? []), index(text)];
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
}
