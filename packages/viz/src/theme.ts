// How each tone is drawn: the palette of Okabe and Ito (2008), which people with colour vision deficiencies can tell
// apart, with its lightness adjusted to light and dark backgrounds, the nearest of a terminal's 256 colours, and symbols for text without colour.
import type { Tone } from './chart';

/** The colours of a tone on a light and on a dark background and in a terminal (`null`: the terminal's own foreground). */
export interface ToneColors {
  readonly light: string;
  readonly dark: string;
  readonly terminal: number | null;
}

/** Every tone that a chart can use. No two have the same light colour, by which style sheets find the elements of a tone. */
export const TONES: Readonly<Record<string, ToneColors>> = {
  text: { light: '#1b1f24', dark: '#e8eaed', terminal: null },
  muted: { light: '#5b6470', dark: '#a3abb6', terminal: 245 },
  grid: { light: '#e3e6ea', dark: '#30353c', terminal: 240 },
  surface: { light: '#ffffff', dark: '#15181c', terminal: null },
  inverse: { light: '#fffffe', dark: '#0c0e10', terminal: 231 },
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
  'series-10': { light: '#6b45b8', dark: '#a98bf0', terminal: 98 },
  'series-11': { light: '#00757d', dark: '#3fc6cf', terminal: 37 },
  'series-12': { light: '#b3202c', dark: '#ff6b6b', terminal: 160 },
  'series-13': { light: '#5f8a00', dark: '#a6d64a', terminal: 106 },
  'series-14': { light: '#24408f', dark: '#7f9cf5', terminal: 63 },
  'series-15': { light: '#a8138a', dark: '#f06ad0', terminal: 162 },
  'series-16': { light: '#5c5a1e', dark: '#bdb76b', terminal: 101 },
  'series-17': { light: '#d9564a', dark: '#ff9d8f', terminal: 203 },
  'series-18': { light: '#3c6e5a', dark: '#8fc7ae', terminal: 72 },
  'series-19': { light: '#8d76c9', dark: '#c9baf5', terminal: 140 },
};

/** The colours of one tone. */
export const toneColors = (tone: Tone): ToneColors => TONES[tone];

const SERIES_COUNT = Object.keys(TONES).filter((tone) => tone.startsWith('series-')).length;

/** The tone of a series; after twenty series the tones repeat. */
export const series = (index: number): Tone => `series-${index % SERIES_COUNT}`;

const ASCII = '*o+x#@%&=~ABCDEFGHJK';
const SHAPES = [...'●○◆◇■□▲△▼▽★☆◉◎▣◈◐◑◒◓'];

const indexOf = (tone: Tone): number => Number(tone.split('-')[1] ?? 0);

/** The character that draws a series in ASCII; `*` for every other tone. */
export const asciiSymbol = (tone: Tone): string => ASCII[indexOf(tone)];

/** The character that marks a series in text without colour; `●` for every other tone. */
export const shapeSymbol = (tone: Tone): string => SHAPES[indexOf(tone)];
