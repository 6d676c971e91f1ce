// config.json → the command that gives the same numbers again.
import { isDeepStrictEqual } from 'node:util';
import type { RunConfig } from '@mlp-lab/experiment/node';
import type { Registry } from '@mlp-lab/models';

export interface ReproduceOptions {
  /** The variants that a command can name. */
  registry: Registry;
  /** The training images that the data set has in all, if that is known. */
  available?: number;
  /** `--data`, as it was given. */
  data?: string;
}

/**
 * The command line as it was given. Of a run that a program asked for, a command in which every setting is spelled out;
 * undefined where none names the run's rows.
 */
export function reproduceCommand(config: RunConfig, options: ReproduceOptions): string | undefined {
  const words = config.command ?? spelledOut(config, options);
  return words && ['mlp-lab', ...words].map(quote).join(' ');
}

function spelledOut(config: RunConfig, options: ReproduceOptions): string[] | undefined {
  const words = config.overrides?.set ? undefined : rowWords(config, options.registry);
  return words && [...words, ...flags(settings(config, options))];
}

/** `compare` of rows as they are registered, or `ensemble` of networks that otherwise are none, or others. */
function rowWords({ rows, seeds, protocol, weights }: RunConfig, registry: Registry): string[] | undefined {
  const known = new Map(registry.list().map((variant) => [variant.name, variant]));
  if (!rows.every(({ variant }) => known.has(variant))) return undefined;
  const asRegistered = rows.every((row) => isDeepStrictEqual(row.ensemble, known.get(row.variant)?.ensemble));
  if (asRegistered && weights === undefined)
    return ['compare', ...rows.map(({ variant }) => variant), ...flags({ seeds: seeds.join(','), protocol })];
  const [{ variant, ensemble }, ...others] = rows;
  if (!ensemble || others.length > 0 || seeds.length > 1) return undefined;
  return ['ensemble', ...flags({ variant, ...ensemble, weights: weights?.toString(), seed: seeds[0] })];
}

function settings(
  { overrides = {}, backend, dataset }: RunConfig,
  { available, data = dataset.name === 'mnist' ? undefined : dataset.name }: ReproduceOptions,
) {
  const { epochs, batchSize, scale } = overrides;
  const isLimited = available === undefined ? dataset.train === dataset.test : dataset.train < available;
  return { epochs, 'batch-size': batchSize, scale, limit: isLimited ? dataset.train : undefined, data, backend };
}

const flags = (options: Readonly<Record<string, string | number | undefined>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));

/** As a POSIX shell takes it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
