// A command: everything about it is in one file of `commands/`. The types of its `run` are inferred from its arguments and options.
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
   * Runs the command. Its file is loaded for every `--help`, so `run` itself imports everything large (TensorFlow.js, experiment,
   * charts).
   */
  run(input: Values<Arguments> & Values<Options> & Prepared): Promise<void>;
}

type Specs<Spec> = Readonly<Record<string, Spec>>;

/** Returns the command unchanged, with its types inferred. */
export const defineCommand = <Arguments extends Specs<Argument<unknown>>, Options extends Specs<Option<unknown>>>(
  definition: CommandDefinition<Arguments, Options>,
): CommandDefinition<Arguments, Options> => definition;
