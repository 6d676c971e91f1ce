// ASCII has no braille and no colour: each series is drawn in a character of its own.
import type { Tone } from '../chart';

const SYMBOLS = '*o+x#@%&=~';

/** The character of a series; `*` for every other tone. */
export const symbolOf = (tone: Tone): string => SYMBOLS[Number(tone.split('-')[1] ?? 0)] ?? '*';
