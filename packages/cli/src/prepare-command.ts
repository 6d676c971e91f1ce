// Before any command runs: the configuration's fields become its options where the command line does not say, and plugins are at hand.
import type { Command } from 'commander';
import { loadConfig } from './config/load-config';
import { openSetup, type Setup } from './plugins/setup';

/** What every command finds among its options. */
export interface Prepared {
  setup: Setup;
  /** The words of the command line. */
  command: readonly string[];
}

/** @throws MlpLabError where the configuration can't be read. */
export async function prepareCommand(program: Command, command: Command, argv: readonly string[]): Promise<void> {
  const { config: asked, plugin: names = [] } = program.opts<{ config?: string; plugin?: string[] }>();
  const cwd = process.cwd();
  const { file, config } = await loadConfig(cwd, asked);
  const { plugins: _, ...fields } = config;
  for (const [name, value] of Object.entries(fields)) setDefault(command, name, value);
  const warn = (message: string) => process.stderr.write(`mlp-lab: warning: ${message}\n`);
  command.setOptionValue('setup', openSetup({ cwd, config: file, names }, warn));
  command.setOptionValue('command', argv);
}

/** Sets an option that the command has and the command line does not give. */
function setDefault(command: Command, name: string, value: unknown): void {
  const has = command.options.some((option) => option.attributeName() === name);
  const isGiven = command.getOptionValueSource(name) === 'cli';
  if (has && !isGiven) command.setOptionValueWithSource(name, value, 'config');
}
