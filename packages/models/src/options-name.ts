// Options as part of a row's name, which the command line accepts, too: `acme/maxout:pieces=3,wide=true`.
import type { OptionValues } from './options';

/** `{ pieces: 3, wide: true }` → `pieces=3,wide=true` */
export const optionsName = (options: OptionValues): string =>
  Object.entries(options)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(',');
