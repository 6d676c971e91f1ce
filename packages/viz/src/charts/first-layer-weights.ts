// What each neuron of a first layer looks at: its weights, laid out as the image they are multiplied with.
import type { TensorData } from '@mlp-lab/core';
import { quantile } from 'd3-array';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame } from '../chart';
import { checkCount, checkNumber, checkWidth, refuse } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { type LegendItem, legend } from '../layout/legend';
import { type Picture, type PictureGridOptions, pictureGrid } from '../layout/picture-grid';

export interface FirstLayerWeightsOptions extends ChartOptions, PictureGridOptions {
  /** The size of the images; default: square. */
  imageHeight?: number;
  imageWidth?: number;
  /** The most neurons shown, default 20. */
  count?: number;
}

const KEYS: readonly LegendItem[] = [
  { symbol: 'positive', tone: 'text', text: 'in favour' },
  { symbol: 'negative', tone: 'text', text: 'against' },
];
const STRONGEST = 0.995; // the quantile of |weight| shown at full strength, so that one outlier doesn't pale the rest

/**
 * The weights of a dense layer, `[inputs, units]`, as one picture a unit.
 *
 * @throws MlpLabError `invalid-argument` where the kernel is not a matrix, or its inputs don't fit the image.
 */
export function firstLayerWeights(kernel: TensorData, options: FirstLayerWeightsOptions = {}): Chart {
  const { shape, data } = kernel;
  if (shape?.length !== 2) refuse('kernel.shape', '[inputs, units]', JSON.stringify(shape));
  const [inputs, units] = shape;
  const side = Math.round(Math.sqrt(inputs));
  const { imageHeight: rows = side, imageWidth: columns = side, count = 20 } = options;
  if (checkCount('imageHeight', rows) * checkCount('imageWidth', columns) !== inputs)
    refuse('imageHeight × imageWidth', `${inputs}, the inputs of the kernel`, rows * columns);
  if (data.length !== inputs * units) refuse('kernel.data', `${inputs * units} numbers`, data.length);
  for (let i = 0; i < data.length; i++) checkNumber(`kernel.data[${i}]`, data[i]);
  const full = quantile(Array.from(data, Math.abs), STRONGEST) || 1;
  const pictures = Array.from({ length: Math.min(units, checkCount('count', count)) }, (_, unit): Picture => {
    const values = Array.from({ length: inputs }, (_, i) => Math.max(-1, Math.min(1, data[i * units + unit] / full)));
    return { scheme: 'diverging', columns, rows, values, caption: `unit ${unit + 1}` };
  });
  return chartOf(checkWidth(options.width, 720), (frame) => layout(pictures, units, options, frame));
}

function layout(pictures: Picture[], units: number, options: FirstLayerWeightsOptions, frame: Frame): Chart {
  const shown = pictures.length < units ? `the first ${pictures.length} of ${units} units` : `${units} units`;
  const title = options.title ?? `Weights of the first layer, ${shown}`;
  const head = heading(title, '', frame);
  const keys = legend(KEYS, 0, head.height + CELL.height / 2, frame);
  const { marks, width, height } = pictureGrid(pictures, head.height + keys.height + CELL.height, frame, options);
  return {
    width: Math.max(width, headingWidth(title, '', frame)),
    height,
    title,
    desc: `One picture a unit, of its weight for every pixel of the image, all on one scale.`,
    marks: [...head.marks, ...keys.marks, ...marks],
  };
}
