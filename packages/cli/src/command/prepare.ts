// Before any command runs: the configuration file sets the options that the command line does not, and plugins become available.
import type { Command } from 'commander';
import type { Setup } from '../plugins/setup';
import { say } from '../print/say';
import { withoutPassword } from '../queue/without-password';

/** What every command receives beside its arguments and options. */
export interface Prepared {
  setup: Setup;
  /** The words of the command line; the password of a queue is not kept. */
  command: readonly string[];
}

/**
 * @param argv the words of the command line, which `--out` saves.
 * @throws MlpLabError as `loadConfig`.
 */
export async function prepare(command: Command, argv: readonly string[]): Promise<Prepared> {
  const [{ loadConfig }, { openSetup }] = await Promise.all([
    import('../config/load-config'),
    import('../plugins/setup'),
  ]);
  const { config: asked, plugin: names = [] } = command.optsWithGlobals<{ config?: string; plugin?: string[] }>();
  const cwd = process.cwd();
  const { file, config } = await loadConfig(cwd, asked);
  const { plugins: _, ...fields } = config;
  for (const [name, value] of Object.entries(fields)) setDefault(command, name, value);
  const warn = (message: string) => say(`warning: ${message}`);
  return { setup: openSetup({ cwd, config: file, names }, warn), command: argv.map(withoutPassword) };
}

/** Sets an option that the command has and the command line does not give. */
function setDefault(command: Command, name: string, value: unknown): void {
  const has = command.options.some((option) => option.attributeName() === name);
  const isGiven = command.getOptionValueSource(name) === 'cli';
  if (has && !isGiven) command.setOptionValueWithSource(name, value, 'config');
}
