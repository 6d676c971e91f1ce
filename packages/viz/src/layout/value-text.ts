// Losses and accuracies as they stand at the end of a curve: short, whatever their size.
import { format } from 'd3-format';

/** Three decimals; an exponent where they would say nothing (0.00001) or too much (1000000). */
export function valueText(value: number): string {
  const size = Math.abs(value);
  return size >= 10_000 || (size > 0 && size < 0.0005) ? format('.2~e')(value) : format('.3f')(value);
}
