// True classes against predicted ones, with the recall at the end of each row and the precision below each column.
import { checkArray, checkNumbers, checkOptions, invalidArgument, oneOf } from '@mlp-lab/core';
import { max } from 'd3-array';
import { format } from 'd3-format';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark } from '../chart';
import { CHART_CHECKS, checkLabels, type Label } from '../check';
import { type ConfusionTable, confusionTable, rateOf, shownClasses } from '../layout/confusion-table';
import { heading, headingWidth } from '../layout/heading';
import { textMark } from '../layout/marks';
import { accuracyText, rateText } from '../layout/number-text';
import { fitText, textWidth } from '../layout/text-width';

/** Options of `confusionMatrix`. */
export interface ConfusionMatrixOptions extends ChartOptions {
  /** The names of the classes. @default 0, 1, 2, … */
  labels?: readonly Label[] | undefined;
  /** What the cells show: counts, or rates (the shares of the row). @default 'count' */
  values?: 'count' | 'rate' | undefined;
}

const MARGIN_COLUMNS = 10; // for recall
const MAX_LABEL_COLUMNS = 12;
const [MIN_CELL_COLUMNS, MAX_CELL_COLUMNS] = [3, 8];
const MAX_SVG_COLUMNS = 220; // SVG may be wider than asked to show more classes

/**
 * A table of the counts `matrix[truth][prediction]`: correct predictions in blue, mistakes in orange, darker where they are more
 * frequent. Where not all classes fit, those with the most mistakes are shown; recall, precision and accuracy are of the
 * whole matrix. Where names cut to the width of a column would be the same, columns have the numbers of the classes, and rows both.
 *
 * @throws MlpLabError `invalid-argument` where the matrix is not square, or an entry is not a number of 0 or more.
 */
export function confusionMatrix(matrix: readonly ArrayLike<number>[], options: ConfusionMatrixOptions = {}): Chart {
  const counts = checkArray('matrix', matrix, 'rows').map((row, i, { length }) => {
    const checked = checkNumbers(`matrix[${i}]`, row, 0, Number.MAX_SAFE_INTEGER);
    if (checked.length !== length)
      throw invalidArgument(`matrix[${i}]`, `${length} counts, as many as there are rows`, checked.length);
    return checked;
  });
  const {
    labels,
    values = 'count',
    ...given
  } = checkOptions('confusionMatrix', options, {
    ...CHART_CHECKS,
    labels: (name, value) => checkLabels(name, value as Label[], counts.length, 'class'),
    values: oneOf(['count', 'rate']),
  });
  const table = confusionTable(
    counts,
    counts.map((_, i) => String(labels?.[i] ?? i)),
  );
  return chartOf(given.width ?? 720, (frame) => layout(table, values, given.title, frame));
}

/** The part of the table that is drawn, and its position in pixels. */
interface Grid {
  shown: readonly number[];
  /** The names of all classes, for rows. */
  names: readonly string[];
  /** What stands above each column: the name, or the number where names cut to the width would be the same. */
  heads: readonly string[];
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** The width of a cell, in columns. */
  columns: number;
  width: number;
  height: number;
}

function layout(
  table: ConfusionTable,
  values: 'count' | 'rate',
  title = 'Confusion matrix',
  frame: Frame,
  isNumbered = false,
): Chart {
  const names = table.labels.map((label, i) => (isNumbered ? `${i} ${label}` : label));
  const cellText = values === 'count' ? countCell(table) : rateCell(table);
  const labelColumns = Math.min(MAX_LABEL_COLUMNS, max([...names, 'precision'], textWidth)!) + 1;
  const widest = values === 'count' ? wholeNumber(max(table.counts, (row) => max(Array.from(row)))!) : '.000';
  const minColumns = Math.max(MIN_CELL_COLUMNS, Math.min(MAX_CELL_COLUMNS, textWidth(widest) + 1));
  const room = (columns: number) => columns - labelColumns - MARGIN_COLUMNS;
  const most = Math.floor(room(frame.text ? frame.columns : Math.max(frame.columns, MAX_SVG_COLUMNS)) / minColumns);
  const { shown, note: shownNote } = shownClasses(table, Math.max(2, most));

  const captions = [
    `rows: true class, columns: predicted class${isNumbered ? ' by number' : ''}`,
    `accuracy ${accuracyText(table.accuracy)}`,
  ];
  const note = [...captions, ...(shownNote === '' ? [] : [shownNote])].join('; ');
  const head = heading(title, note, frame);
  const cells = shown.map((i) => shown.map((j) => cellText(i, j)));
  const wanted = max([...cells.flat(), ...shown.map((i) => table.labels[i]), '.000'], textWidth)! + 2;
  const fitting = Math.floor(room(frame.columns) / shown.length);
  const columns = Math.max(minColumns, Math.min(wanted, MAX_CELL_COLUMNS, fitting));
  const heads = shown.map((i) => (isNumbered ? String(i) : fitText(table.labels[i], columns - 1)));
  if (!isNumbered && new Set(heads).size < heads.length && new Set(table.labels).size === table.labels.length)
    return layout(table, values, title, frame, true);
  const [width, height] = [columns * CELL.width, frame.text ? CELL.height : 28];
  const [left, top] = [labelColumns * CELL.width, head.height + CELL.height + (frame.text ? 0 : 4)];
  const [right, bottom] = [left + shown.length * width, top + shown.length * height];
  const grid: Grid = { shown, names, heads, left, top, right, bottom, columns, width, height };
  const classes = shown.flatMap((_, row) => [
    ...marginMarks(table, row, grid, frame),
    ...shown.flatMap((_, column) => cellMarks(table, row, column, cells[row][column], grid)),
  ]);
  return {
    width: Math.max(right + MARGIN_COLUMNS * CELL.width, headingWidth(title, note, frame)),
    height: bottom + 1.5 * CELL.height,
    title,
    desc: `${note}. Recall: ${shown.map((i) => `${table.labels[i]} ${rateText(table.recall[i])}`).join(', ')}.`,
    marks: [...head.marks, ...captionMarks(grid, frame), ...classes],
  };
}

const EMPTY = '·'; // in a cell of 0

const wholeNumber = format('.0f');

const countCell =
  ({ counts }: ConfusionTable) =>
  (i: number, j: number): string =>
    counts[i][j] === 0 ? EMPTY : wholeNumber(counts[i][j]);

const rateCell =
  (table: ConfusionTable) =>
  (i: number, j: number): string =>
    table.counts[i][j] === 0 ? EMPTY : rateText(rateOf(table, i, j));

/** The middle of a column of cells; in text the character right of the middle, where anchored text needs it. */
const centre = ({ left, width, columns }: Grid, column: number): number =>
  left + column * width + (columns % 2 === 0 ? width / 2 : Math.floor(columns / 2) * CELL.width + CELL.width / 2);

const middle = ({ top, height }: Grid, row: number): number => top + (row + 0.5) * height;
const above = ({ top }: Grid): number => top - CELL.height * 0.75;
const below = ({ bottom }: Grid, frame: Frame): number => bottom + CELL.height * (frame.text ? 0.5 : 0.75);
/** Whether the columns are wide enough for rates side by side. */
const hasPrecision = ({ columns }: Grid): boolean => columns > textWidth('.000');
const recallLeft = ({ right }: Grid): number => right + 2 * CELL.width;

function captionMarks(grid: Grid, frame: Frame): Mark[] {
  return [
    textMark('recall', recallLeft(grid), above(grid), { tone: 'muted' }),
    ...(hasPrecision(grid)
      ? [textMark('precision', grid.left - CELL.width, below(grid, frame), { anchor: 'end', tone: 'muted' })]
      : []),
  ];
}

/** The labels and figures around the table for one class: its name at the row and the column, its recall and its precision. */
function marginMarks({ recall, precision }: ConfusionTable, at: number, grid: Grid, frame: Frame): Mark[] {
  const i = grid.shown[at];
  const labelColumns = grid.left / CELL.width - 1;
  return [
    textMark(fitText(grid.names[i], labelColumns), grid.left - CELL.width, middle(grid, at), { anchor: 'end' }),
    textMark(grid.heads[at], centre(grid, at), above(grid), { anchor: 'middle' }),
    textMark(rateText(recall[i]), recallLeft(grid), middle(grid, at), { tone: 'muted' }),
    ...(hasPrecision(grid)
      ? [textMark(rateText(precision[i]), centre(grid, at), below(grid, frame), { anchor: 'middle', tone: 'muted' })]
      : []),
  ];
}

const DARK = 0.75; // opacity from which the text of a cell is light
const MAX_MISTAKE_OPACITY = 0.55; // so that dark text stays readable

/** The opacity of a hit is its rate; that of a mistake the square root of its rate, since most of them are rare. */
function cellMarks(table: ConfusionTable, row: number, column: number, text: string, grid: Grid): Mark[] {
  const [i, j] = [grid.shown[row], grid.shown[column]];
  const rate = rateOf(table, i, j) || 0;
  const opacity = i === j ? rate : MAX_MISTAKE_OPACITY * Math.sqrt(rate / (table.worstRate || 1));
  const tone = text === EMPTY ? 'muted' : opacity > DARK ? 'inverse' : 'text';
  const weight = i === j ? 'bold' : undefined;
  return [
    {
      kind: 'rect',
      role: 'cell',
      x: grid.left + column * grid.width,
      y: grid.top + row * grid.height,
      width: grid.width,
      height: grid.height,
      tone: i === j ? 'series-1' : 'series-4',
      opacity,
      title: `true ${table.labels[i]}, predicted ${table.labels[j]}: ${text}`,
    },
    textMark(fitText(text, grid.columns), centre(grid, column), middle(grid, row), { anchor: 'middle', tone, weight }),
  ];
}
