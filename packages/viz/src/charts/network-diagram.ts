// The network drawn, layer by layer, from its input down to its output: widths, shapes and parameter counts.
import { sizeFromShape } from '@mlp-lab/core';
import { max, sum } from 'd3-array';
import { format } from 'd3-format';
import { scaleSqrt } from 'd3-scale';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type Tone } from '../chart';
import { checkCount, checkList, checkName, checkWidth } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { fitText, textWidth } from '../layout/text-width';
import { words } from '../layout/words';

/** One layer, as `model.layers` tells it. */
export interface DiagramLayer {
  /** What it is: "Dense", "BatchNormalization". */
  type: string;
  /** More about it, such as "relu" or "rate 0.2". */
  detail?: string;
  /** Without the batch: `[50]`. */
  outputShape: readonly number[];
  parameters: number;
}

const TONES_BY_TYPE: Readonly<Record<string, Tone>> = {
  InputLayer: 'series-9',
  Dense: 'series-1',
  Activation: 'series-2',
  BatchNormalization: 'series-3',
  Dropout: 'series-5',
};
const INSET = 3; // pixels between a bar and its row, above and below
const GAP = 2; // between columns
const [LEAST_BAR, MOST_BAR] = [4, 40]; // columns

/**
 * One bar a layer, centred, as wide as the square root of its units, with its shape and its number of parameters.
 *
 * @throws MlpLabError `invalid-argument` where there is no layer, or a shape or a count that is not whole numbers.
 */
export function networkDiagram(layers: readonly DiagramLayer[], options: ChartOptions = {}): Chart {
  checkList('layers', layers, 'layers').forEach(({ type, outputShape, parameters }, i) => {
    checkName(`layers[${i}].type`, type);
    checkCount(`layers[${i}].parameters`, parameters, 0);
    checkList(`layers[${i}].outputShape`, outputShape, 'sizes').forEach((size, axis) => {
      checkCount(`layers[${i}].outputShape[${axis}]`, size);
    });
  });
  return chartOf(checkWidth(options.width, 640), (frame) => layout(layers, options, frame));
}

const count = format(',');
/** A layer as it is written. */
interface Row {
  name: string;
  shape: string;
  parameters: string;
  units: number;
  tone: Tone;
}

/** Where the columns of the table stand, in pixels. */
interface Columns {
  centre: number;
  shapeEnd: number;
  parameterEnd: number;
  barWidth: (units: number) => number;
}

function layout(layers: readonly DiagramLayer[], { title = 'The network' }: ChartOptions, frame: Frame): Chart {
  const note = `${count(sum(layers, (layer) => layer.parameters))} parameters`;
  const head = heading(title, note, frame);
  const rows = layers.map((layer) => rowOf(layer, Math.floor(frame.columns / 2.5)));
  const columns = columnsOf(rows, frame);
  const pitch = frame.text ? CELL.height : 24;
  const top = head.height + CELL.height + (frame.text ? 0 : 4);
  const captions = head.height + CELL.height / 2;
  return {
    width: Math.max(columns.parameterEnd, headingWidth(title, note, frame)),
    height: top + rows.length * pitch,
    title,
    desc: `${rows.map(({ name, shape }) => `${name} (${shape})`).join(' → ')}; ${note}.`,
    marks: [
      ...head.marks,
      words('layer', 0, captions, { tone: 'muted' }),
      words('output', columns.shapeEnd, captions, { anchor: 'end', tone: 'muted' }),
      words('parameters', columns.parameterEnd, captions, { anchor: 'end', tone: 'muted' }),
      ...rows.slice(1).flatMap((row, i) => funnel(rows[i], row, columns, top + (i + 1) * pitch)),
      ...rows.flatMap((row, i) => rowMarks(row, columns, top + i * pitch, pitch, frame)),
    ],
  };
}

const rowOf = (layer: DiagramLayer, nameColumns: number): Row => ({
  name: fitText(layer.detail ? `${layer.type}, ${layer.detail}` : layer.type, nameColumns),
  shape: layer.outputShape.map(count).join(' × '),
  parameters: layer.parameters === 0 ? '' : count(layer.parameters),
  units: sizeFromShape(layer.outputShape),
  tone: TONES_BY_TYPE[layer.type] ?? 'series-0',
});

function columnsOf(rows: readonly Row[], frame: Frame): Columns {
  const names = max(rows, (row) => textWidth(row.name))!;
  const shapes = Math.max(max(rows, (row) => textWidth(row.shape))!, textWidth('output'));
  const parameters = Math.max(max(rows, (row) => textWidth(row.parameters))!, textWidth('parameters'));
  const bars = Math.max(LEAST_BAR, Math.min(MOST_BAR, frame.columns - names - shapes - parameters - 3 * GAP));
  const shapeEnd = (names + GAP + bars + GAP + shapes) * CELL.width;
  const width = scaleSqrt([0, max(rows, (row) => row.units)!], [0, bars * CELL.width]);
  return {
    centre: (names + GAP + bars / 2) * CELL.width,
    shapeEnd,
    parameterEnd: shapeEnd + (GAP + parameters) * CELL.width,
    barWidth: (units) => Math.max(2, width(units)),
  };
}

function rowMarks(
  row: Row,
  { centre, shapeEnd, parameterEnd, barWidth }: Columns,
  y: number,
  pitch: number,
  frame: Frame,
): Mark[] {
  const middle = y + pitch / 2;
  const start = centre - barWidth(row.units) / 2;
  const left = frame.text ? Math.round(start / CELL.width) * CELL.width : start; // text can't start within a character
  const bar = { x: left, y: y + INSET, width: 2 * (centre - left), height: pitch - 2 * INSET };
  return [
    words(row.name, 0, middle),
    { kind: 'rect', role: 'bar', ...bar, tone: row.tone, title: `${row.name}: ${row.shape}` },
    words(row.shape, shapeEnd, middle, { anchor: 'end' }),
    words(row.parameters, parameterEnd, middle, { anchor: 'end', tone: 'muted' }),
  ];
}

/** The sides of what leads from one bar to the next, across the border between their rows. */
function funnel(above: Row, below: Row, { centre, barWidth }: Columns, border: number): Mark[] {
  return [-0.5, 0.5].map((side) => ({
    kind: 'line',
    role: 'guide',
    points: [
      [centre + side * barWidth(above.units), border - INSET],
      [centre + side * barWidth(below.units), border + INSET],
    ],
    tone: 'muted',
    width: 1,
    opacity: 0.6,
  }));
}
