// A factor and a summand for each number of a row: what foreign graphs write for biases, normalized pixels and batch normalization. They
// are joined with the weights of the layer before them, or of the dense layer after them, in doubles.
import { unsupported } from '../network/exchange-error';
import type { NetworkLayer, Operation, Weight } from '../network/network';

/** x · scale + shift. Both have a number for each of a row. */
export interface Columns {
  readonly scale: ArrayLike<number>;
  readonly shift: ArrayLike<number>;
}

/** The second after the first. */
export function columnsAfter(first: Columns | undefined, { scale, shift }: Columns): Columns {
  if (first === undefined) return { scale, shift };
  return {
    scale: Float64Array.from(scale, (factor, i) => factor * first.scale[i]),
    shift: Float64Array.from(shift, (summand, i) => first.shift[i] * scale[i] + summand),
  };
}

/** The layer with the columns in its weights; undefined for one that can't take them, or whose weights have a penalty. */
export function afterLayer(layer: NetworkLayer, columns: Columns): NetworkLayer | undefined {
  if (layer.kind === 'dense') return afterDense(layer, columns);
  if (layer.kind !== 'batchNormalization' && layer.kind !== 'layerNormalization') return undefined;
  const { scale, shift } = columns;
  const { gamma, beta } = layer;
  return {
    ...layer,
    gamma: vector(Float32Array.from(scale, (factor, i) => factor * (gamma?.data[i] ?? 1))),
    beta: vector(Float32Array.from(shift, (summand, i) => (beta?.data[i] ?? 0) * scale[i] + summand)),
  };
}

function afterDense(layer: Extract<NetworkLayer, { kind: 'dense' }>, { scale, shift }: Columns) {
  const { kernel, bias } = layer;
  if (isPenalized(layer)) return undefined;
  const units = kernel.shape[1];
  return {
    ...layer,
    kernel: { shape: kernel.shape, data: kernel.data.map((value, i) => value * scale[i % units]) },
    bias: vector(Float32Array.from(shift, (summand, i) => (bias?.data[i] ?? 0) * scale[i] + summand)),
  };
}

/** A dense layer that takes rows before the columns; undefined for another layer, or one whose weights have a penalty. */
export function intoDense<Given extends Operation>(layer: Given, { scale, shift }: Columns): Given | undefined {
  if (layer.kind !== 'dense' || isPenalized(layer)) return undefined;
  const { kernel, bias } = layer;
  const [inputs, units] = kernel.shape;
  if (scale.length !== inputs) return undefined; // the layer doesn't fit: its own check says so
  const sums = Float64Array.from({ length: units }, (_, unit) => bias?.data[unit] ?? 0);
  for (let i = 0; i < inputs; i++)
    for (let unit = 0; unit < units; unit++) sums[unit] += shift[i] * kernel.data[i * units + unit];
  const data = kernel.data.map((value, i) => value * scale[Math.floor(i / units)]);
  return { ...layer, kernel: { shape: kernel.shape, data }, bias: vector(Float32Array.from(sums)) };
}

const MOST_COLUMNS = 4096; // of a diagonal matrix, which has their square

/** The columns as a layer of their own, which training leaves alone. @throws MlpLabError `bad-model` for too many. */
export function diagonal(
  name: string,
  { scale, shift }: Columns,
): Extract<Operation, { kind: 'dense' }> & { trainable: false } {
  const width = scale.length;
  if (width > MOST_COLUMNS)
    throw unsupported(
      `${name} scales each of ${width} columns, with no dense layer before or after it: expected up to ${MOST_COLUMNS} there`,
    );
  const data = new Float32Array(width * width);
  for (let i = 0; i < width; i++) data[i * width + i] = scale[i];
  const kernel = { shape: [width, width], data };
  return { kind: 'dense', kernel, bias: vector(Float32Array.from(shift)), trainable: false };
}

const vector = (data: Float32Array): Weight => ({ shape: [data.length], data });

const isPenalized = ({ kernel, bias }: { kernel: Weight; bias?: Weight }) =>
  kernel.regularizer !== undefined || bias?.regularizer !== undefined;
