// The network drawn, layer by layer, from its input down to its output: widths, shapes and parameter counts.
import { max, sum } from 'd3-array';
import { format } from 'd3-format';
import { scaleSqrt } from 'd3-scale';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type Tone } from '../chart';
import { checkCount, checkList, checkName, checkWidth } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { fitText, textWidth } from '../layout/text-width';

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
const INSET = 3;
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
const units = ({ outputShape }: DiagramLayer): number => outputShape.reduce((product, size) => product * size, 1);

function layout(layers: readonly DiagramLayer[], { title = 'The network' }: ChartOptions, frame: Frame): Chart {
  const note = `${count(sum(layers, (layer) => layer.parameters))} parameters`;
  const head = heading(title, note, frame);
  const names = layers.map(({ type, detail }) =>
    fitText(detail ? `${type}, ${detail}` : type, Math.floor(frame.columns / 2.5)),
  );
  const shapes = layers.map(({ outputShape }) => outputShape.map(count).join(' × '));
  const parameters = layers.map((layer) => (layer.parameters === 0 ? '' : count(layer.parameters)));
  const [nameColumns, shapeColumns, parameterColumns] = [
    max(names, textWidth)!,
    Math.max(max(shapes, textWidth)!, textWidth('output')),
    Math.max(max(parameters, textWidth)!, textWidth('parameters')),
  ];
  const barColumns = Math.max(
    LEAST_BAR,
    Math.min(MOST_BAR, frame.columns - nameColumns - shapeColumns - parameterColumns - 6),
  );
  const left = (nameColumns + 2) * CELL.width;
  const shapeEnd = left + (barColumns + 2 + shapeColumns) * CELL.width;
  const parameterEnd = shapeEnd + (2 + parameterColumns) * CELL.width;
  const barWidth = scaleSqrt([0, max(layers, units)!], [0, barColumns * CELL.width]);
  const pitch = frame.text ? CELL.height : 24;
  const top = head.height + CELL.height + (frame.text ? 0 : 4);
  const words = (text: string, x: number, y: number, tone: Tone = 'text', anchor: 'start' | 'end' = 'end'): Mark => ({
    kind: 'text',
    text,
    x,
    y,
    tone,
    anchor,
  });

  const marks: Mark[] = [
    ...head.marks,
    words('layer', 0, head.height + CELL.height / 2, 'muted', 'start'),
    words('output', shapeEnd, head.height + CELL.height / 2, 'muted'),
    words('parameters', parameterEnd, head.height + CELL.height / 2, 'muted'),
  ];
  layers.forEach((layer, i) => {
    const y = top + i * pitch;
    const middle = y + pitch / 2;
    const width = Math.max(2, barWidth(units(layer)));
    const start = left + (barColumns * CELL.width - width) / 2;
    const snapped = frame.text ? Math.round(start / CELL.width) * CELL.width : start;
    const next = layers[i + 1] && Math.max(2, barWidth(units(layers[i + 1])));
    if (next)
      marks.push(...funnel(left + (barColumns * CELL.width) / 2, width, next, y + pitch - INSET, y + pitch + INSET));
    marks.push(
      words(names[i], 0, middle, 'text', 'start'),
      {
        kind: 'rect',
        role: 'bar',
        x: snapped,
        y: y + INSET,
        width: frame.text ? 2 * (left + (barColumns * CELL.width) / 2 - snapped) : width,
        height: pitch - 2 * INSET,
        tone: TONES_BY_TYPE[layer.type] ?? 'series-0',
        title: `${names[i]}: ${shapes[i]}`,
      },
      words(shapes[i], shapeEnd, middle),
      words(parameters[i], parameterEnd, middle, 'muted'),
    );
  });
  return {
    width: Math.max(parameterEnd, headingWidth(title, note, frame)),
    height: top + layers.length * pitch,
    title,
    desc: `${layers.map((_, i) => `${names[i]} (${shapes[i]})`).join(' → ')}; ${note}.`,
    marks,
  };
}

/** The sides of what leads from one bar to the next, where every unit is joined with every other. */
function funnel(centre: number, above: number, below: number, top: number, bottom: number): Mark[] {
  return [-0.5, 0.5].map((side) => ({
    kind: 'line',
    role: 'guide',
    points: [
      [centre + side * above, top],
      [centre + side * below, bottom],
    ],
    tone: 'muted',
    width: 1,
    opacity: 0.6,
  }));
}
