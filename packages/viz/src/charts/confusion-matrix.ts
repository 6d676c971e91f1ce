// What was taken for what: true labels down, predictions across, with recall at the end of each row and precision below.
import { max, sum } from 'd3-array';
import { format } from 'd3-format';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark } from '../chart';
import { checkList, checkNumber, checkWidth, refuse } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { fitText, textWidth } from '../layout/text-width';

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
  const table = tableOf(matrix, labels.map(String), values);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(table, options, frame));
}

/** Everything the table says, before it is laid out. */
interface Table {
  labels: string[];
  cells: string[][];
  /** Shares of the row, 0 to 1. */
  rates: number[][];
  recall: number[];
  precision: number[];
  accuracy: number;
}

function tableOf(matrix: readonly (readonly number[])[], labels: string[], values: 'count' | 'rate'): Table {
  const classes = matrix.map((_, i) => i);
  const rowSums = matrix.map((row) => sum(row));
  const columnSums = classes.map((j) => sum(matrix, (row) => row[j]));
  const rates = matrix.map((row, i) => row.map((count) => share(count, rowSums[i])));
  const show = (count: number, rate: number) =>
    count === 0 ? '·' : values === 'count' ? format('.0f')(count) : rateText(rate);
  return {
    labels,
    cells: matrix.map((row, i) => row.map((count, j) => show(count, rates[i][j]))),
    rates,
    recall: classes.map((i) => rates[i][i]),
    precision: classes.map((i) => share(matrix[i][i], columnSums[i])),
    accuracy: share(
      sum(classes, (i) => matrix[i][i]),
      sum(rowSums),
    ),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);

/** ".973": what is left of 0.973 where every character counts; "1.00" stays. */
const rateText = (rate: number): string =>
  Number.isNaN(rate) ? '–' : rate >= 0.9995 ? '1.00' : format('.3f')(rate).slice(1);

function layout(table: Table, options: ConfusionMatrixOptions, frame: Frame): Chart {
  const { labels, cells, recall, precision, accuracy } = table;
  const title = options.title ?? 'Confusion matrix';
  const note = `rows: true label, columns: prediction; accuracy ${format('.4f')(accuracy)}`;
  const head = heading(title, note, frame);
  const labelColumns = Math.min(MOST_LABEL_COLUMNS, Math.max(max(labels, textWidth)!, textWidth('precision'))) + 1;
  const widest = max([...cells.flat(), ...labels, '.000'], textWidth)! + 2;
  const room = Math.floor((frame.columns - labelColumns - MARGIN_COLUMNS) / labels.length);
  const cell = {
    columns: Math.max(NARROWEST_CELL, Math.min(widest, WIDEST_CELL, room)),
    height: frame.text ? CELL.height : 28,
  };
  const left = labelColumns * CELL.width;
  const pitch = cell.columns * CELL.width;
  const top = head.height + CELL.height + (frame.text ? 0 : 4);
  const right = left + labels.length * pitch;
  const bottom = top + labels.length * cell.height;
  const centre = (i: number) =>
    left + (i + 0.5) * pitch + (frame.text ? Math.floor(cell.columns / 2) * CELL.width - pitch / 2 : 0);
  const middle = (i: number) => top + (i + 0.5) * cell.height;
  const words = (text: string, x: number, y: number, more: Partial<Mark> = {}): Mark =>
    ({ kind: 'text', text, x, y, tone: 'muted', ...more }) as Mark;

  const marks: Mark[] = [...head.marks];
  labels.forEach((label, i) => {
    marks.push(
      words(fitText(label, labelColumns - 1), left - CELL.width, middle(i), { anchor: 'end', tone: 'text' }),
      words(fitText(label, cell.columns - 1), centre(i), head.height + CELL.height / 2, {
        anchor: 'middle',
        tone: 'text',
      }),
      words(rateText(recall[i]), right + 2 * CELL.width, middle(i)),
      words(rateText(precision[i]), centre(i), bottom + CELL.height * (frame.text ? 0.5 : 0.75), { anchor: 'middle' }),
    );
    labels.forEach((_, j) => {
      marks.push(
        ...cellMarks(
          table,
          i,
          j,
          { x: left + j * pitch, y: top + i * cell.height, width: pitch, height: cell.height },
          centre(j),
        ),
      );
    });
  });
  marks.push(
    words('recall', right + 2 * CELL.width, head.height + CELL.height / 2),
    words('precision', left - CELL.width, bottom + CELL.height * (frame.text ? 0.5 : 0.75), { anchor: 'end' }),
  );
  return {
    width: Math.max(right + MARGIN_COLUMNS * CELL.width, headingWidth(title, note, frame)),
    height: bottom + 1.5 * CELL.height,
    title,
    desc: `${note}. Recall: ${labels.map((label, i) => `${label} ${rateText(recall[i])}`).join(', ')}.`,
    marks,
  };
}

const DARK = 0.75; // opacity from which words on a cell are light

function cellMarks(
  { labels, cells, rates }: Table,
  i: number,
  j: number,
  box: { x: number; y: number; width: number; height: number },
  centre: number,
): Mark[] {
  const mistakes = max(rates.flatMap((row, r) => row.filter((_, c) => c !== r))) || 1;
  const rate = rates[i][j] || 0;
  const opacity = i === j ? rate : 0.55 * Math.sqrt(rate / mistakes);
  const empty = cells[i][j] === '·';
  const text: Mark = {
    kind: 'text',
    x: centre,
    y: box.y + box.height / 2,
    text: fitText(cells[i][j], Math.floor(box.width / CELL.width)),
    anchor: 'middle',
    tone: empty ? 'muted' : opacity > DARK ? 'inverse' : 'text',
    weight: i === j ? 'bold' : undefined,
  };
  const title = `${labels[i]} taken for ${labels[j]}: ${cells[i][j]}`;
  return [{ kind: 'rect', role: 'cell', ...box, tone: i === j ? 'series-1' : 'series-4', opacity, title }, text];
}
