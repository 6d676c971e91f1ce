// How each tone is drawn: the palette of Okabe and Ito (2008), which people with colour vision deficiencies can tell
// apart, with its lightness adjusted to light and dark backgrounds, the nearest of a terminal's 256 colours, and ASCII symbols.
import type { Tone } from './chart';

/** The colours of a tone on a light and on a dark background and in a terminal (`null`: the terminal's own foreground). */
export interface ToneColors {
  readonly light: string;
  readonly dark: string;
  readonly terminal: number | null;
}

/** Every tone that a chart can use. */
export const TONES: Readonly<Record<string, ToneColors>> = {
  text: { light: '#1b1f24', dark: '#e8eaed', terminal: null },
  muted: { light: '#5b6470', dark: '#a3abb6', terminal: 245 },
  grid: { light: '#e3e6ea', dark: '#30353c', terminal: 240 },
  surface: { light: '#ffffff', dark: '#15181c', terminal: null },
  inverse: { light: '#ffffff', dark: '#0c0e10', terminal: 231 },
  'series-0': { light: '#3d434b', dark: '#d5d9de', terminal: null },
  'series-1': { light: '#0072b2', dark: '#4ba3e3', terminal: 32 },
  'series-2': { light: '#c47f00', dark: '#e69f00', terminal: 172 },
  'series-3': { light: '#00845f', dark: '#1fbf92', terminal: 36 },
  'series-4': { light: '#c95400', dark: '#f0752a', terminal: 166 },
  'series-5': { light: '#b3578a', dark: '#dd94bd', terminal: 175 },
  'series-6': { light: '#2a8fc7', dark: '#8fd0f7', terminal: 74 },
  'series-7': { light: '#8d8200', dark: '#f0e442', terminal: 178 },
  'series-8': { light: '#7b5a45', dark: '#c2a08a', terminal: 137 },
  'series-9': { light: '#77808b', dark: '#98a1ac', terminal: 244 },
};

/** The colours of one tone. */
export const toneColors = (tone: Tone): ToneColors => TONES[tone];

const SYMBOLS = '*o+x#@%&=~';

/** The character that draws a series in ASCII; `*` for every other tone. */
export const asciiSymbol = (tone: Tone): string => SYMBOLS[Number(tone.split('-')[1] ?? 0)];
