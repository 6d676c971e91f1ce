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
 * Every setting is spelled out, so that it means the same whatever the defaults will be. Undefined where no command names
 * the run's rows.
 */
export function reproduceCommand(config: RunConfig, options: ReproduceOptions): string | undefined {
  const words = rowWords(config, options.registry);
  return words && ['mlp-lab', ...words, ...flags(settings(config, options))].map(quote).join(' ');
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
