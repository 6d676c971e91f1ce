// What was taken for what: true labels down, predictions across, with recall at the end of each row and precision below.
import { max } from 'd3-array';
import { format } from 'd3-format';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark } from '../chart';
import { checkList, checkNumber, checkWidth, refuse } from '../check';
import { type ConfusionTable, confusionTable, NEVER, rateText } from '../layout/confusion-table';
import { heading, headingWidth } from '../layout/heading';
import { fitText, textWidth } from '../layout/text-width';
import { words } from '../layout/words';

export interface ConfusionMatrixOptions extends ChartOptions {
  /** The names of the classes, default 0, 1, 2, …. */
  labels?: readonly (string | number)[];
  /** What the cells show: how many, or their share of the row; default counts. */
  values?: 'count' | 'rate';
}

const MARGIN_COLUMNS = 10; // for recall
const MOST_LABEL_COLUMNS = 12;
const [NARROWEST_CELL, WIDEST_CELL] = [3, 8];

/**
 * A table of `matrix[truth][prediction]`: hits in blue, mistakes in vermillion, the darker the more frequent.
 *
 * @throws MlpLabError `invalid-argument` where the matrix is not square, or holds anything but counts.
 */
export function confusionMatrix(matrix: readonly (readonly number[])[], options: ConfusionMatrixOptions = {}): Chart {
  checkList('matrix', matrix, 'rows').forEach((row, i) => {
    if (row.length !== matrix.length) refuse(`matrix[${i}]`, `a row of ${matrix.length} counts`, row);
    row.forEach((count, j) => {
      checkNumber(`matrix[${i}][${j}]`, count, 0);
    });
  });
  const { labels = matrix.map((_, i) => i), values = 'count' } = options;
  if (labels.length !== matrix.length) refuse('labels', `${matrix.length} names, one a class`, labels);
  if (values !== 'count' && values !== 'rate') refuse('values', 'count or rate', values);
  const table = confusionTable(matrix, labels.map(String), values);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(table, options, frame));
}

/** Where the table stands, in pixels. */
interface Grid {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** A cell, in columns. */
  columns: number;
  width: number;
  height: number;
}

function layout(table: ConfusionTable, options: ConfusionMatrixOptions, frame: Frame): Chart {
  const { labels, recall, accuracy } = table;
  const title = options.title ?? 'Confusion matrix';
  const note = `rows: true label, columns: prediction; accuracy ${format('.4f')(accuracy)}`;
  const head = heading(title, note, frame);
  const grid = gridOf(table, head.height, frame);
  const classes = labels.flatMap((_, i) => [
    ...marginMarks(table, i, grid, frame),
    ...labels.flatMap((_, j) => cellMarks(table, i, j, grid)),
  ]);
  return {
    width: Math.max(grid.right + MARGIN_COLUMNS * CELL.width, headingWidth(title, note, frame)),
    height: grid.bottom + 1.5 * CELL.height,
    title,
    desc: `${note}. Recall: ${labels.map((label, i) => `${label} ${rateText(recall[i])}`).join(', ')}.`,
    marks: [...head.marks, ...captionMarks(grid, frame), ...classes],
  };
}

function gridOf({ labels, cells }: ConfusionTable, top: number, frame: Frame): Grid {
  const labelColumns = Math.min(MOST_LABEL_COLUMNS, max([...labels, 'precision'], textWidth)!) + 1;
  const wanted = max([...cells.flat(), ...labels, '.000'], textWidth)! + 2;
  const room = Math.floor((frame.columns - labelColumns - MARGIN_COLUMNS) / labels.length);
  const columns = Math.max(NARROWEST_CELL, Math.min(wanted, WIDEST_CELL, room));
  const [width, height] = [columns * CELL.width, frame.text ? CELL.height : 28];
  const [left, first] = [labelColumns * CELL.width, top + CELL.height + (frame.text ? 0 : 4)];
  const [right, bottom] = [left + labels.length * width, first + labels.length * height];
  return { left, top: first, right, bottom, columns, width, height };
}

/** The middle of a column of cells; in text that of the character right of the middle, as anchored words need it. */
const centre = ({ left, width, columns }: Grid, j: number): number =>
  left + j * width + (columns % 2 === 0 ? width / 2 : Math.floor(columns / 2) * CELL.width + CELL.width / 2);

const middle = ({ top, height }: Grid, i: number): number => top + (i + 0.5) * height;
const above = ({ top }: Grid): number => top - CELL.height * 0.75;
const below = ({ bottom }: Grid, frame: Frame): number => bottom + CELL.height * (frame.text ? 0.5 : 0.75);
/** Whether the columns are wide enough for rates side by side. */
const hasPrecision = ({ columns }: Grid): boolean => columns > textWidth('.000');
const recallAt = ({ right }: Grid): number => right + 2 * CELL.width;

function captionMarks(grid: Grid, frame: Frame): Mark[] {
  return [
    words('recall', recallAt(grid), above(grid), { tone: 'muted' }),
    ...(hasPrecision(grid)
      ? [words('precision', grid.left - CELL.width, below(grid, frame), { anchor: 'end', tone: 'muted' })]
      : []),
  ];
}

/** What stands around the table for one class: its name at the row and the column, its recall and its precision. */
function marginMarks({ labels, recall, precision }: ConfusionTable, i: number, grid: Grid, frame: Frame): Mark[] {
  const labelColumns = grid.left / CELL.width - 1;
  return [
    words(fitText(labels[i], labelColumns), grid.left - CELL.width, middle(grid, i), { anchor: 'end' }),
    words(fitText(labels[i], grid.columns - 1), centre(grid, i), above(grid), { anchor: 'middle' }),
    words(rateText(recall[i]), recallAt(grid), middle(grid, i), { tone: 'muted' }),
    ...(hasPrecision(grid)
      ? [words(rateText(precision[i]), centre(grid, i), below(grid, frame), { anchor: 'middle', tone: 'muted' })]
      : []),
  ];
}

const DARK = 0.75; // opacity from which words on a cell are light
const STRONGEST_MISTAKE = 0.55; // opacity, for dark words to stay readable

/** Hits by their share of the row; mistakes by the root of theirs, since most of them are rare. */
function cellMarks({ labels, cells, rates }: ConfusionTable, i: number, j: number, grid: Grid): Mark[] {
  const worst = max(rates.flatMap((row, r) => row.filter((_, c) => c !== r))) || 1;
  const rate = rates[i][j] || 0;
  const opacity = i === j ? rate : STRONGEST_MISTAKE * Math.sqrt(rate / worst);
  const cell = cells[i][j];
  const tone = cell === NEVER ? 'muted' : opacity > DARK ? 'inverse' : 'text';
  const weight = i === j ? 'bold' : undefined;
  return [
    {
      kind: 'rect',
      role: 'cell',
      x: grid.left + j * grid.width,
      y: grid.top + i * grid.height,
      width: grid.width,
      height: grid.height,
      tone: i === j ? 'series-1' : 'series-4',
      opacity,
      title: `${labels[i]} taken for ${labels[j]}: ${cell}`,
    },
    words(fitText(cell, grid.columns), centre(grid, j), middle(grid, i), { anchor: 'middle', tone, weight }),
  ];
}
