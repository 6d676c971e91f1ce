// The layers of a network from input to output, with their shapes and parameter counts.
import { checkArray, checkCount, checkObject, checkOptions, checkString, sizeFromShape } from '@mlp-lab/core';
import { max, sum } from 'd3-array';
import { scaleSqrt } from 'd3-scale';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type Tone } from '../chart';
import { CHART_CHECKS, checkText } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { textMark } from '../layout/marks';
import { countText } from '../layout/number-text';
import { fitText, textWidth } from '../layout/text-width';

/** One layer of a network. */
export interface DiagramLayer {
  /** Its class: "Dense", "BatchNormalization". */
  type: string;
  /** A further detail: "relu", "rate 0.2". */
  detail?: string;
  /** Without the batch axis: `[50]`. */
  outputShape: readonly number[];
  /** The number of its weights. */
  parameters: number;
}

const TONES_BY_TYPE: Readonly<Record<string, Tone>> = {
  InputLayer: 'series-9',
  Dense: 'series-1',
  Activation: 'series-2',
  BatchNormalization: 'series-3',
  Dropout: 'series-5',
};
const INSET = 3; // pixels above and below a bar in its row
const GAP = 2; // between columns
const [MIN_BAR, MAX_BAR] = [4, 40]; // columns

/**
 * One bar per layer, whose width is proportional to the square root of its units, with its output shape and its parameter count.
 *
 * @throws MlpLabError `invalid-argument` where there is no layer, or a shape or a parameter count is not of integers.
 */
export function networkDiagram(layers: readonly DiagramLayer[], options: ChartOptions = {}): Chart {
  const checked = checkArray('layers', layers, 'layers').map(checkLayer);
  const given = checkOptions('networkDiagram', options, CHART_CHECKS);
  return chartOf(given.width ?? 640, (frame) => layout(checked, given, frame));
}

function checkLayer(layer: DiagramLayer, i: number): DiagramLayer {
  checkObject(`layers[${i}]`, layer);
  checkString(`layers[${i}].type`, layer.type);
  if (layer.detail != null) checkText(`layers[${i}].detail`, layer.detail);
  checkCount(`layers[${i}].parameters`, layer.parameters, 0);
  const outputShape = checkArray(`layers[${i}].outputShape`, layer.outputShape, 'integers').map((size, axis) =>
    checkCount(`layers[${i}].outputShape[${axis}]`, size),
  );
  return { ...layer, outputShape };
}

/** The text of a layer, and its bar. */
interface Row {
  name: string;
  shape: string;
  parameters: string;
  units: number;
  tone: Tone;
}

/** The positions of the columns of the table, in pixels. */
interface Columns {
  /** In characters. */
  names: number;
  centre: number;
  shapeEnd: number;
  parameterEnd: number;
  barWidth: (units: number) => number;
}

function layout(layers: readonly DiagramLayer[], { title = 'The network' }: ChartOptions, frame: Frame): Chart {
  const note = `${countText(sum(layers, (layer) => layer.parameters))} parameters`;
  const head = heading(title, note, frame);
  const rows = layers.map(rowOf);
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
      textMark('layer', 0, captions, { tone: 'muted' }),
      textMark('output', columns.shapeEnd, captions, { anchor: 'end', tone: 'muted' }),
      textMark('parameters', columns.parameterEnd, captions, { anchor: 'end', tone: 'muted' }),
      ...rows.slice(1).flatMap((row, i) => funnel(rows[i], row, columns, top + (i + 1) * pitch)),
      ...rows.flatMap((row, i) => rowMarks(row, columns, top + i * pitch, pitch, frame)),
    ],
  };
}

const rowOf = (layer: DiagramLayer): Row => ({
  name: layer.detail ? `${layer.type}, ${layer.detail}` : layer.type,
  shape: layer.outputShape.map(countText).join(' × '),
  parameters: layer.parameters === 0 ? '' : countText(layer.parameters),
  units: sizeFromShape(layer.outputShape),
  tone: TONES_BY_TYPE[layer.type] ?? 'series-0',
});

function columnsOf(rows: readonly Row[], frame: Frame): Columns {
  const shapes = Math.max(max(rows, (row) => textWidth(row.shape))!, textWidth('output'));
  const parameters = Math.max(max(rows, (row) => textWidth(row.parameters))!, textWidth('parameters'));
  const others = shapes + parameters + 3 * GAP;
  const room = Math.max(Math.floor(frame.columns / 2.5), frame.columns - others - MIN_BAR);
  const names = Math.min(room, max(rows, (row) => textWidth(row.name))!);
  const bars = Math.max(MIN_BAR, Math.min(MAX_BAR, frame.columns - names - others));
  const shapeEnd = (names + GAP + bars + GAP + shapes) * CELL.width;
  const width = scaleSqrt([0, max(rows, (row) => row.units)!], [0, bars * CELL.width]);
  return {
    names,
    centre: (names + GAP + bars / 2) * CELL.width,
    shapeEnd,
    parameterEnd: shapeEnd + (GAP + parameters) * CELL.width,
    barWidth: (units) => Math.max(2, width(units)),
  };
}

function rowMarks(
  row: Row,
  { names, centre, shapeEnd, parameterEnd, barWidth }: Columns,
  y: number,
  pitch: number,
  frame: Frame,
): Mark[] {
  const middle = y + pitch / 2;
  const start = centre - barWidth(row.units) / 2;
  const left = frame.text ? Math.round(start / CELL.width) * CELL.width : start; // in text a bar can't start within a character
  const bar = { x: left, y: y + INSET, width: 2 * (centre - left), height: pitch - 2 * INSET };
  return [
    textMark(fitText(row.name, names), 0, middle),
    { kind: 'rect', role: 'bar', ...bar, tone: row.tone, title: `${row.name}: ${row.shape}` },
    textMark(row.shape, shapeEnd, middle, { anchor: 'end' }),
    textMark(row.parameters, parameterEnd, middle, { anchor: 'end', tone: 'muted' }),
  ];
}

/** The lines that connect the ends of two bars across the border between their rows. */
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
