// What trained a network. With the same task and the same data, another version or arithmetic may give other bits.
import type { Arithmetic } from '@mlp-lab/core';
import { version } from '../package.json';

/** Kept with each network, and in reports. */
export interface MadeBy {
  /** Of mlp-lab. */
  version: string;
  /** What computes the numbers. */
  arithmetic: Arithmetic;
}

/** This program, in an arithmetic. */
export const madeBy = (arithmetic: Arithmetic = 'separate'): MadeBy => ({ version, arithmetic });

/** `mlp-lab 0.1.0`, with the arithmetic if it is not the usual one. */
export const makerTitle = ({ version, arithmetic }: MadeBy): string =>
  arithmetic === 'separate' ? `mlp-lab ${version}` : `mlp-lab ${version} (${arithmetic} arithmetic)`;
