// Probabilities as people read them.
import { format } from 'd3-format';

/** "97 %"; what is not quite certain is never "100 %", nor what is possible "0 %". */
export function percent(part: number): string {
  if (part < 1 && part >= 0.995) return '>99 %';
  if (part > 0 && part < 0.005) return '<1 %';
  return `${format('.0f')(part * 100)} %`;
}
