// The first rows of every chart: its title and a note that explains how to read it.
import { CELL, type Frame, type Mark } from '../chart';
import { textMark } from './marks';
import { fitText, textWidth, wrapText } from './text-width';

const MOST_LINES = 3; // of the title
const TITLE_CELL = 10; // pixels per character of the title in SVG, where it is larger and bold

/** The marks of a heading and their height in pixels, a multiple of a row; the last row is empty. */
export function heading(title: string, note: string, frame: Frame): { marks: Mark[]; height: number } {
  const titles = titleLines(title, frame);
  const notes = note === '' ? [] : wrapText(note, frame.columns);
  const below = titles.length * CELL.height + (frame.text ? 0 : 4);
  const marks = [
    ...titles.map((text, line) => textMark(text, 0, (line + 0.5) * CELL.height, { weight: 'bold', size: 'title' })),
    ...notes.map((text, line) => textMark(text, 0, (line + 0.5) * CELL.height + below, { tone: 'muted' })),
  ];
  return { marks, height: (titles.length + notes.length + 1) * CELL.height };
}

/** The title: in text on one line, else on as many as it needs, at most three; what does not fit is cut. */
function titleLines(title: string, frame: Frame): string[] {
  if (frame.text) return [fitText(title, frame.columns)];
  const columns = Math.floor(frame.width / TITLE_CELL);
  const lines = wrapText(title, columns);
  return [...lines.slice(0, MOST_LINES - 1), ...lastLine(lines.slice(MOST_LINES - 1), columns)];
}

const lastLine = (rest: string[], columns: number): string[] =>
  rest.length > 0 ? [fitText(rest.join(' '), columns)] : [];

/** The width in pixels at which title and note fit on one line each, at most the frame's. */
export function headingWidth(title: string, note: string, frame: Frame): number {
  const titleCell = frame.text ? CELL.width : TITLE_CELL;
  return Math.min(frame.width, Math.max(textWidth(title) * titleCell, textWidth(note) * CELL.width));
}
