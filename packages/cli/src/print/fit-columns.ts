// How wide the columns of a table may be in a terminal.
import { stripVTControlCharacters } from 'node:util';

export interface ColumnText {
  /** Its head and its cells. */
  readonly texts: readonly string[];
  /** The most columns of the terminal that it takes, where its text may wrap. */
  readonly most?: number;
  /** Whether words stand alone in it rather than sentences. */
  readonly isNumbers: boolean;
}

export const GAP = 2; // columns of the terminal between two of the table
const SENTENCE = 14; // columns in which a sentence can be read

/** @returns the width of each column that wraps; undefined where no widths fit. */
export function fitColumns(columns: readonly ColumnText[], width: number): Map<number, number> | undefined {
  const bounds = columns.map(({ texts, most, isNumbers }) => {
    const natural = Math.min(most ?? Number.POSITIVE_INFINITY, widest(texts));
    const word = widest(texts.flatMap((text) => text.split(/\s+/))); // which a table would cut
    const least = most === undefined ? natural : Math.max(word, isNumbers ? 0 : Math.min(SENTENCE, natural));
    return { least, natural, most: most ?? natural };
  });
  const sum = (of: 'least' | 'natural' | 'most') => bounds.reduce((total, bound) => total + bound[of] + GAP, -GAP);
  const widths = (of: (bound: (typeof bounds)[number]) => number) =>
    new Map(columns.flatMap(({ most }, i) => (most === undefined ? [] : [[i, of(bounds[i])] as const])));
  const room = width - sum('least');
  if (room < 0) return undefined;
  if (sum('most') <= width) return widths(({ most }) => most);
  const share = Math.min(1, room / (sum('natural') - sum('least')));
  return widths(({ least, natural }) => least + Math.floor(share * (natural - least)));
}

/** The longest line of the texts, as a terminal shows them. */
export const widest = (texts: readonly string[]): number =>
  texts
    .flatMap((text) => stripVTControlCharacters(text).split('\n'))
    .reduce((most, { length }) => Math.max(most, length), 0);
