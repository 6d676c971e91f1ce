// The program: its commands, one file each in `commands/`, and the options that all of them share.
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addCommand, addOption } from './command/add-command';
import type { CommandDefinition } from './command/define-command';
import { bench } from './commands/bench';
import { compare } from './commands/compare';
import { data } from './commands/data';
import { ensemble } from './commands/ensemble';
import { evaluate } from './commands/evaluate';
import { exportCommand } from './commands/export';
import { inspect } from './commands/inspect';
import { list } from './commands/list';
import { newPlugin } from './commands/new-plugin';
import { plot } from './commands/plot';
import { predict } from './commands/predict';
import { queue } from './commands/queue';
import { race } from './commands/race';
import { report } from './commands/report';
import { serve } from './commands/serve';
import { show } from './commands/show';
import { sweep } from './commands/sweep';
import { train } from './commands/train';
import { verify } from './commands/verify';
import { vote } from './commands/vote';
import { worker } from './commands/worker';
import { globalOptions } from './options/shared-options';
import { said } from './print/say';

/** In the order of `mlp-lab --help`. */
export const commands: readonly CommandDefinition[] = [
  compare,
  train,
  ensemble,
  sweep,
  race,
  inspect,
  list,
  show,
  data,
  predict,
  evaluate,
  vote,
  exportCommand,
  plot,
  report,
  verify,
  serve,
  worker,
  queue,
  bench,
  newPlugin,
];

/** @param argv the words of the command line, which `--out` saves with the run. */
export function createProgram(argv: readonly string[] = []): Command {
  const program = new Command('mlp-lab')
    .description('The MLP laboratory: train, compare and draw multilayer perceptrons on MNIST')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${said(text.replace(/^error: /, '').trim())}\n`) })
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 });
  for (const [name, option] of Object.entries(globalOptions)) addOption(program, name, option);
  for (const command of commands) addCommand(program, command, argv);
  const examples = commands.map(({ examples }) => `  mlp-lab ${Object.keys(examples)[0]}`);
  return program.addHelpText(
    'after',
    `\nExamples:\n${examples.join('\n')}\n\nmlp-lab COMMAND --help explains a command.`,
  );
}
