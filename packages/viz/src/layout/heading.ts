// The first rows of every chart: its title and, under it, what one needs to know to read it.
import { CELL, type Frame, type Mark } from '../chart';
import { fitText, textWidth, wrapText } from './text-width';

const TITLE_CELL = 10; // pixels a character of the title takes in SVG, where it is larger and bold

/** The marks of a heading and the `height` they take, in pixels: whole rows, one of them empty. */
export function heading(title: string, note: string, frame: Frame): { marks: Mark[]; height: number } {
  const columns = frame.text ? frame.columns : Math.floor(frame.width / TITLE_CELL);
  const lines = note === '' ? [] : wrapText(note, frame.columns);
  const marks: Mark[] = lines.map((text, line) => ({
    kind: 'text',
    x: 0,
    y: (line + 1.5) * CELL.height + (frame.text ? 0 : 4),
    text,
    tone: 'muted',
  }));
  marks.unshift({
    kind: 'text',
    x: 0,
    y: CELL.height / 2,
    text: fitText(title, columns),
    weight: 'bold',
    size: 'title',
  });
  return { marks, height: (lines.length + 2) * CELL.height };
}

/** The pixels that a heading needs to stand on one line each, at most the frame's. */
export function headingWidth(title: string, note: string, frame: Frame): number {
  const titleCell = frame.text ? CELL.width : TITLE_CELL;
  return Math.min(frame.width, Math.max(textWidth(title) * titleCell, textWidth(note) * CELL.width));
}
