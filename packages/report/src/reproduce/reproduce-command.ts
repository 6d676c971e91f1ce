// A run's configuration → the command that gives the same numbers again.
import { checkNumber, checkOptions, checkString } from '@mlp-lab/core';
import { checkRunConfig, type RunConfig } from '@mlp-lab/experiment';
import { checkRegistry, type EnsembleRecipe, type Registry } from '@mlp-lab/models';
import { shellCommand } from './shell-command';

/** Options of `reproduceCommand`. */
export interface ReproduceOptions {
  /** The variants that a command can name. */
  registry: Registry;
  /** How many training images the data set has in total, if that is known. */
  available?: number | undefined;
  /** The value of `--data`. @default none for MNIST, else the data set's name */
  data?: string | undefined;
}

/**
 * The command line as it was given; for a run that a program started, a command that spells out every setting.
 *
 * @returns undefined where no command can name the run's rows.
 * @throws MlpLabError `bad-data` for anything but a configuration; `invalid-argument` for an option that can't be used.
 */
export function reproduceCommand(config: RunConfig, given: ReproduceOptions): string | undefined {
  checkRunConfig(config);
  const options = checkOptions<ReproduceOptions>('reproduceCommand', given, {
    registry: checkRegistry,
    available: checkNumber,
    data: checkString,
  });
  checkRegistry('registry', options.registry);
  const words = config.command ?? spelledOut(config, options);
  return words && shellCommand(words);
}

function spelledOut(config: RunConfig, options: ReproduceOptions): string[] | undefined {
  const words = config.overrides?.set ? undefined : rowWords(config, options.registry);
  return words && [...words, ...flags(settings(config, options))];
}

/** `compare` for rows as they are registered; `ensemble` for a pool of any one variant. */
function rowWords({ rows, seeds, protocol, weights }: RunConfig, registry: Registry): string[] | undefined {
  const known = new Map(registry.list().map((variant) => [variant.name, variant]));
  if (!rows.every(({ variant }) => known.has(variant))) return undefined;
  const asRegistered = rows.every((row) => isSamePool(row.ensemble, known.get(row.variant)?.ensemble));
  if (asRegistered && weights === undefined)
    return ['compare', ...rows.map(({ variant }) => variant), ...flags({ seeds: seeds.join(','), protocol })];
  const [{ variant, ensemble }, ...others] = rows;
  if (!ensemble || others.length > 0 || seeds.length > 1) return undefined;
  return ['ensemble', ...flags({ variant, ...ensemble, weights: weights?.toString(), seed: seeds[0] })];
}

function isSamePool(a: EnsembleRecipe | undefined, b: EnsembleRecipe | undefined): boolean {
  return a?.members === b?.members && a?.voting === b?.voting;
}

function settings(
  { overrides = {}, backend, arithmetic, dataset }: RunConfig,
  { available, data = dataset.name === 'mnist' ? undefined : dataset.name }: ReproduceOptions,
) {
  const { epochs, batchSize, scale } = overrides;
  const isLimited = available === undefined ? dataset.train === dataset.test : dataset.train < available;
  return {
    epochs,
    'batch-size': batchSize,
    scale,
    limit: isLimited ? dataset.train : undefined,
    data,
    backend,
    arithmetic,
  };
}

const flags = (options: Readonly<Record<string, string | number | undefined>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
