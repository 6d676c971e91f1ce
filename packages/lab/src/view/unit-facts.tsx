// One unit: what it gives for the image, and from what.
import { className, type Dataset } from '@mlp-lab/core';
import { scaled } from '../training/answer';
import { backwardPass } from '../training/backward-pass';
import type { DenseWeights, LayerValues } from '../training/forward-pass';
import type { NetworkState } from '../training/network-state';
import type { Unit } from './network-layout';
import { Word } from './word';

const STRONGEST = 4;

export function UnitFacts({
  unit: { layer, unit },
  weights,
  values,
  network,
  pixels,
  dataset,
  label,
}: {
  unit: Unit;
  weights: readonly DenseWeights[];
  values: readonly LayerValues[];
  network: NetworkState;
  pixels: Uint8Array | undefined;
  dataset: Dataset;
  /** The right class of the image, where it is known. */
  label?: number;
}) {
  const { recipe } = network.task;
  const { kernel, units, bias, normalization } = weights[layer];
  const { sums, inputs, outputs } = values[layer];
  const isLast = layer === values.length - 1;
  const from =
    layer === 0
      ? scaled(pixels ?? new Uint8Array(dataset.test.height * dataset.test.width), recipe.scale, dataset)
      : values[layer - 1].outputs;
  const parts = Array.from({ length: from.length }, (_, i) => ({
    i,
    weight: kernel[i * units + unit],
    value: from[i],
    product: from[i] * kernel[i * units + unit],
  }))
    .sort((a, b) => Math.abs(b.product) - Math.abs(a.product))
    .slice(0, STRONGEST);
  const gradient =
    label === undefined ? undefined : backwardPass(weights, recipe.activation, values, label)?.[layer][unit];
  const name = isLast ? `Output unit ${className(dataset, unit)}` : `Unit ${unit + 1} of layer ${layer + 1}`;
  return (
    <div class="unit-facts" aria-live="polite">
      <p>
        <b>{name}</b>: {isLast ? 'softmax' : recipe.activation}({num(inputs[unit])}) = <b>{num(outputs[unit])}</b>
      </p>
      <p class="formula">
        {num(sums[unit])} = bias {num(bias[unit])}
        {parts.map(({ i, weight, value }) => (
          <span key={i}>
            {' '}
            + {num(value)} × {num(weight)}
          </span>
        ))}
        {from.length > STRONGEST && ` + ${from.length - STRONGEST} smaller products`}
        {normalization && `; batch normalization makes ${num(inputs[unit])} of it`}
      </p>
      {gradient !== undefined && (
        <p>
          <Word name="gradient">Gradient</Word> of this image’s loss with respect to the sum: <b>{num(gradient)}</b>
          {gradient === 0
            ? ': this image teaches the unit nothing.'
            : `: a ${gradient > 0 ? 'smaller' : 'larger'} sum would make the right answer, ${className(dataset, label!)}, more likely.`}
        </p>
      )}
    </div>
  );
}

const num = (value: number) =>
  (value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 10000)
    ? value.toExponential(1)
    : String(Number(value.toFixed(3)))
  ).replace('-', '−');
