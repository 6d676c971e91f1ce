// What a command is: everything about it in one file of `commands/`, its `run` typed by its arguments and options.
import type { Argument, Option, Values } from './option';
import type { Prepared } from './prepare';

export interface CommandDefinition<Arguments = Specs<Argument<unknown>>, Options = Specs<Option<unknown>>> {
  readonly name: string;
  /** One sentence in the imperative, without a full stop. */
  readonly description: string;
  readonly arguments: Arguments;
  readonly options: Options;
  /** A command line without `mlp-lab` → what it does. `mlp-lab --help` shows the first one of each command. */
  readonly examples: Readonly<Record<string, string>>;
  /**
   * The work. Its file is loaded for every `--help`, so what is heavy (TensorFlow.js, experiment, charts) is imported here, not
   * at the top.
   */
  run(input: Values<Arguments> & Values<Options> & Prepared): Promise<void>;
}

type Specs<Spec> = Readonly<Record<string, Spec>>;

/** The command as it is, its types inferred. */
export const defineCommand = <Arguments extends Specs<Argument<unknown>>, Options extends Specs<Option<unknown>>>(
  definition: CommandDefinition<Arguments, Options>,
): CommandDefinition<Arguments, Options> => definition;
