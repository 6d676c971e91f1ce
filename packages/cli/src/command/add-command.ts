// A command's definition → commander, which parses the command line and writes `--help`.
import { type Command, Argument as CommanderArgument, Option as CommanderOption } from 'commander';
import type { CommandDefinition } from './define-command';
import type { Argument, Option } from './option';
import { prepare } from './prepare';

/** Adds a command to the program. @param argv the words of the command line. */
export function addCommand(program: Command, definition: CommandDefinition, argv: readonly string[]): void {
  const command = program.command(definition.name).description(definition.description);
  for (const argument of Object.values(definition.arguments)) command.addArgument(argumentOf(argument));
  for (const [name, option] of Object.entries(definition.options)) addOption(command, name, option);
  command.addHelpText('after', examplesText(definition.examples));
  command.action(async () => {
    const prepared = await prepare(command, argv);
    const names = Object.keys(definition.arguments);
    const given = Object.fromEntries(names.map((name, i) => [name, command.processedArgs[i]]));
    await definition.run({ ...given, ...command.opts(), ...prepared });
  });
}

function argumentOf({ parameter, description, parse, defaultText }: Argument<unknown>): CommanderArgument {
  return new CommanderArgument(parameter, withDefault(description, defaultText)).argParser(parse);
}

/** Adds an option to a command or to the program. */
export function addOption(command: Command, name: string, option: Option<unknown>): void {
  const {
    description,
    parameter,
    parse,
    choices,
    default: value,
    defaultText,
    isRequired,
    conflicts,
    negation,
    group,
  } = option;
  const flags = [`--${kebabCase(name)}`, parameter].filter(Boolean).join(' ');
  const made = new CommanderOption(flags, withDefault(description, defaultText));
  if (parse) made.argParser(parse);
  if (choices) made.choices(choices);
  if (value !== undefined) made.default(value, String(value));
  if (conflicts) made.conflicts(conflicts);
  if (group) made.helpGroup(group);
  command.addOption(made.makeOptionMandatory(isRequired ?? false));
  if (negation) command.option(`--no-${kebabCase(name)}`, negation);
}

/** As commander writes the defaults that it knows. */
const withDefault = (description: string, text?: string) =>
  text === undefined ? description : `${description} (default: ${text})`;

const kebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function examplesText(examples: CommandDefinition['examples']): string {
  const lines = Object.entries(examples).map(([line, about]) => `  # ${about}\n  mlp-lab ${line}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
