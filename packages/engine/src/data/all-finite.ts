import type { NumericArray } from '@mlp-lab/core/common';

const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Whether no number is NaN or infinite. A loop would take longer than to train on a few rows, until the browser has optimized it. */
export const allFinite = (numbers: NumericArray): boolean => !NOT_FINITE.some((value) => numbers.includes(value));
