// config.json → the command that gives the same numbers again.
import type { RunConfig } from '@mlp-lab/experiment/node';

export interface ReproduceOptions {
  /** The training images that the data set has in all, if that is known. */
  available?: number;
  /** `--data`, as it was given. */
  data?: string;
}

/** Every setting is spelled out, so that it means the same whatever the defaults will be. */
export function reproduceCommand(
  { rows, seeds, protocol, overrides = {}, backend, dataset }: RunConfig,
  { available, data = dataset.name === 'mnist' ? undefined : dataset.name }: ReproduceOptions = {},
): string {
  const { epochs, batchSize, scale } = overrides;
  const isLimited = available === undefined ? dataset.train === dataset.test : dataset.train < available;
  const options = {
    seeds: seeds.join(','),
    protocol,
    epochs,
    'batch-size': batchSize,
    scale,
    limit: isLimited ? dataset.train : undefined,
    data,
    backend,
  };
  const words = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  return ['mlp-lab', 'compare', ...rows.map(({ variant }) => variant), ...words].map(quote).join(' ');
}

/** As a POSIX shell takes it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
