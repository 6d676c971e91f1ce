// What trained a network. With the same task and the same data, another version or arithmetic may give other bits.
import { version } from '../package.json';

/** How the engine multiplies and adds: `separate` rounds after each of the two. */
export type Arithmetic = 'separate';

/** Kept with each network, and in reports. */
export interface MadeBy {
  /** Of mlp-lab. */
  version: string;
  /** What computes the numbers. */
  arithmetic: Arithmetic;
}

/** This program. */
export const madeBy: MadeBy = { version, arithmetic: 'separate' };

/** `mlp-lab 0.1.0`, with the arithmetic if it is not the usual one. */
export const makerTitle = ({ version, arithmetic }: MadeBy): string =>
  arithmetic === 'separate' ? `mlp-lab ${version}` : `mlp-lab ${version} (${arithmetic} arithmetic)`;
