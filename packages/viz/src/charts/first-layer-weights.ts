// The weights of each unit of the first layer, laid out as the image that they are multiplied with.
import {
  checkCount,
  checkNumbers,
  checkObject,
  checkOptions,
  describeValue,
  invalidArgument,
  type TensorData,
} from '@mlp-lab/core';
import { quantile } from 'd3-array';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame } from '../chart';
import { CHART_CHECKS } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { type LegendItem, legend } from '../layout/legend';
import { type Picture, type PictureGridOptions, pictureGrid } from '../layout/picture-grid';

/** Options of `firstLayerWeights`. */
export interface FirstLayerWeightsOptions extends ChartOptions, PictureGridOptions {
  /** In pixels. @default the side of a square image of that many inputs */
  imageHeight?: number | undefined;
  /** In pixels; height times width is the number of inputs. */
  imageWidth?: number | undefined;
  /** How many units are shown, at most. @default 20 */
  count?: number | undefined;
}

const KEYS: readonly LegendItem[] = [
  { symbol: 'positive', tone: 'text', text: 'positive weight' },
  { symbol: 'negative', tone: 'text', text: 'negative weight' },
];
const FULL_COLOR_QUANTILE = 0.995; // of |weight|, so that a few outliers don't make all others pale

/**
 * The kernel of a dense layer, `[inputs, units]`, as one image per unit.
 *
 * @throws MlpLabError `invalid-argument` where the kernel is not a matrix, or its inputs don't match the size of the image.
 */
export function firstLayerWeights(kernel: TensorData, options: FirstLayerWeightsOptions = {}): Chart {
  const { shape } = checkObject('kernel', kernel) as TensorData;
  if (!Array.isArray(shape) || shape.length !== 2)
    throw invalidArgument('kernel.shape', '[inputs, units]', describeValue(shape));
  const [inputs, units] = [checkCount('kernel.shape[0]', shape[0]), checkCount('kernel.shape[1]', shape[1])];
  const data = checkNumbers('kernel.data', kernel.data);
  if (data.length !== inputs * units) throw invalidArgument('kernel.data', `${inputs * units} numbers`, data.length);
  const given = checkOptions('firstLayerWeights', options, {
    ...CHART_CHECKS,
    columns: checkCount,
    imageHeight: checkCount,
    imageWidth: checkCount,
    count: checkCount,
  });
  const side = Math.round(Math.sqrt(inputs));
  const { imageHeight: rows = side, imageWidth: columns = side, count = 20 } = given;
  if (rows * columns !== inputs)
    throw invalidArgument('imageHeight × imageWidth', `${inputs}, the inputs of the kernel`, rows * columns);
  const full = quantile(Float64Array.from(data, Math.abs), FULL_COLOR_QUANTILE) || 1;
  const pictures = Array.from({ length: Math.min(units, count) }, (_, unit): Picture => {
    const values = Float64Array.from({ length: inputs }, (_, i) =>
      Math.max(-1, Math.min(1, data[i * units + unit] / full)),
    );
    return { scheme: 'diverging', columns, rows, values, caption: `unit ${unit + 1}` };
  });
  return chartOf(given.width ?? 720, (frame) => layout(pictures, units, given, frame));
}

function layout(pictures: Picture[], units: number, options: FirstLayerWeightsOptions, frame: Frame): Chart {
  const shown = pictures.length < units ? `the first ${pictures.length} of ${units} units` : `${units} units`;
  const title = options.title ?? `Weights of the first layer, ${shown}`;
  const head = heading(title, '', frame);
  const keys = legend(KEYS, head.height + CELL.height / 2, frame);
  const { marks, width, height } = pictureGrid(pictures, head.height + keys.height + CELL.height, frame, options);
  return {
    width: Math.max(width, keys.width, headingWidth(title, '', frame)),
    height,
    title,
    desc: 'One image per unit: its weight for each pixel of the input, all on the same scale.',
    marks: [...head.marks, ...keys.marks, ...marks],
  };
}
