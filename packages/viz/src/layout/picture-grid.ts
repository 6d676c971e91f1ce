// Small images with captions, as many side by side as fit: digits, or the weights of the units of a layer.
import { max } from 'd3-array';
import { CELL, type Frame, type Mark, type PixelsMark, type Tone } from '../chart';
import { textMark } from './marks';
import { fitText, textWidth } from './text-width';

/** An image and its caption. */
export interface Picture extends Pick<PixelsMark, 'scheme' | 'columns' | 'rows' | 'values'> {
  caption: string;
  /** The caption on two lines, for where it does not fit on one; of the second line, `start` is cut before `end`. */
  lines?: readonly [first: string, second: { start: string; end: string }];
  tone?: Tone;
}

export interface PictureGridOptions {
  /** Images per row, at most; default: as many as fit. */
  columns?: number | undefined;
}

const GAP = 2; // columns between images
const SVG_SIDE = 84; // pixels of the longer side of an image
const SVG_SIDE_ALONE = 224; // where there is only one
const CAPTION_SPACE = 8; // pixels between an image and its caption in SVG
const CAPTION_OVERHANG = 6; // columns that a caption may be wider than its image

/** The marks of the grid, which begins at `top`, the width of the grid and the height of the chart so far, in pixels. */
export function pictureGrid(
  pictures: readonly Picture[],
  top: number,
  frame: Frame,
  { columns }: PictureGridOptions = {},
): { marks: Mark[]; width: number; height: number } {
  const sizes = pictures.map((picture) => sizeOf(picture, pictures.length === 1, frame));
  const side = Math.ceil(max(sizes, (size) => size.width)! / CELL.width);
  const captions = max(pictures, (picture) => textWidth(picture.caption))!;
  const cell = Math.max(side, Math.min(captions, side + CAPTION_OVERHANG, frame.columns));
  const fitting = Math.max(1, Math.floor((frame.columns + GAP) / (cell + GAP)));
  const across = Math.min(pictures.length, columns ?? fitting, fitting);
  const tallest = max(sizes, (size) => size.height)! + (frame.text ? 0 : CAPTION_SPACE);
  const lines = captions === 0 ? 0 : pictures.some((picture) => isBroken(picture, cell)) ? 2 : 1;
  const pitch = tallest + (1 + lines) * CELL.height;
  const marks = pictures.flatMap((picture, i) => {
    const x = (i % across) * (cell + GAP) * CELL.width;
    const y = top + Math.floor(i / across) * pitch;
    return [...pictureMarks(picture, { x, y, ...sizes[i] }), ...captionMarks(picture, x, y + tallest, cell)];
  });
  const rows = Math.ceil(pictures.length / across);
  return { marks, width: (across * (cell + GAP) - GAP) * CELL.width, height: top + rows * pitch - CELL.height };
}

function pictureMarks(
  { caption, tone: _, ...pixels }: Picture,
  box: Pick<PixelsMark, 'x' | 'y' | 'width' | 'height'>,
): Mark[] {
  return [
    { kind: 'rect', role: 'panel', ...box, tone: 'grid', opacity: 0.6 },
    { kind: 'pixels', ...pixels, ...box, title: caption || undefined },
  ];
}

/** Whether the caption takes two lines. */
const isBroken = ({ caption, lines }: Picture, columns: number): boolean =>
  lines !== undefined && textWidth(caption) > columns;

function captionMarks(picture: Picture, x: number, y: number, columns: number): Mark[] {
  const { caption, lines, tone } = picture;
  if (caption === '') return [];
  const line = (text: string, row: number) =>
    textMark(fitText(text, columns), x, y + (row + 0.5) * CELL.height, { tone });
  if (!lines || !isBroken(picture, columns)) return [line(caption, 0)];
  const [first, { start, end }] = lines;
  return [line(first, 0), line(`${fitText(start, columns - textWidth(end))}${end}`, 1)];
}

/** In text a pixel is one character wide and half a character high, if that fits; in SVG all images have one size. */
function sizeOf({ columns, rows }: Picture, alone: boolean, frame: Frame): { width: number; height: number } {
  if (frame.text) {
    const across = Math.min(columns, frame.columns);
    return {
      width: across * CELL.width,
      height: Math.max(1, Math.round((rows * across) / columns / 2)) * CELL.height,
    };
  }
  const scale = (alone ? SVG_SIDE_ALONE : SVG_SIDE) / Math.max(columns, rows);
  return { width: columns * scale, height: rows * scale };
}
