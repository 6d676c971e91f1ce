// Samples → ProgramSamples: bytes or floats, labels or values.
import type { NumericArray } from '@mlp-lab/core/common';
import type { Metric, Program, ProgramSamples } from '../program';
import type { Samples } from './samples';

/** Converts samples to the types that a program reads; arrays that already have the right type are not copied. */
export function toProgramSamples(
  { targets }: Pick<Program, 'targets'>,
  { count, x, y, targetWidth, weights }: Samples,
): ProgramSamples {
  return {
    count,
    x: x instanceof Uint8Array ? x : asFloats(x),
    y: targets === 'values' ? asFloats(y) : targetWidth === 1 ? Int32Array.from(y) : labelsOf(y, targetWidth),
    weights,
  };
}

const metricsOfLabels: readonly Metric['kind'][] = ['categoricalAccuracy', 'categoricalCrossentropy'];

/**
 * The same program, reading y as labels instead of one-hot rows, if its loss and metrics allow it and all samples are one-hot: a tenth
 * of the numbers, for the same result.
 */
export function withLabels(program: Program, all: readonly Samples[]): Program {
  const fits =
    program.targets === 'values' &&
    program.loss === 'categoricalCrossentropy' &&
    program.metrics.every(({ kind }) => metricsOfLabels.includes(kind)) &&
    all.every(({ y, targetWidth }) => targetWidth > 1 && isOneHot(y, targetWidth));
  return fits ? { ...program, targets: 'labels' } : program;
}

function isOneHot(y: NumericArray, width: number): boolean {
  for (let start = 0; start < y.length; start += width) {
    let ones = 0;
    for (let i = start; i < start + width; i++) {
      if (y[i] === 1) ones++;
      else if (y[i] !== 0) return false;
    }
    if (ones !== 1) return false;
  }
  return true;
}

function labelsOf(y: NumericArray, width: number): Int32Array {
  return Int32Array.from({ length: y.length / width }, (_, row) =>
    y.subarray(row * width, (row + 1) * width).indexOf(1),
  );
}

const asFloats = (data: NumericArray) => (data instanceof Float32Array ? data : Float32Array.from(data));
