// The first rows of every chart: its title and a note that explains how to read it.
import { CELL, type Frame, type Mark } from '../chart';
import { textMark } from './marks';
import { fitText, textWidth, wrapText } from './text-width';

const TITLE_CELL = 10; // pixels per character of the title in SVG, where it is larger and bold

/** The marks of a heading and their height in pixels, a multiple of a row; the last row is empty. */
export function heading(title: string, note: string, frame: Frame): { marks: Mark[]; height: number } {
  const columns = frame.text ? frame.columns : Math.floor(frame.width / TITLE_CELL);
  const lines = note === '' ? [] : wrapText(note, frame.columns);
  const marks = [
    textMark(fitText(title, columns), 0, CELL.height / 2, { weight: 'bold', size: 'title' }),
    ...lines.map((text, line) =>
      textMark(text, 0, (line + 1.5) * CELL.height + (frame.text ? 0 : 4), { tone: 'muted' }),
    ),
  ];
  return { marks, height: (lines.length + 2) * CELL.height };
}

/** The width in pixels at which title and note fit on one line each, at most the frame's. */
export function headingWidth(title: string, note: string, frame: Frame): number {
  const titleCell = frame.text ? CELL.width : TITLE_CELL;
  return Math.min(frame.width, Math.max(textWidth(title) * titleCell, textWidth(note) * CELL.width));
}
