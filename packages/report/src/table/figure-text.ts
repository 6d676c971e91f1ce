// Figures over several seeds → words: the figure, and below it how certain it is.
import type { Against, Estimate, Interval } from '@mlp-lab/experiment';

/** `0.9488`; over several seeds `0.9488 ± 0.0015` above `[0.9469, 0.9507]`. */
export function estimateText({ mean, sd, n, interval }: Estimate): string {
  if (n === 1) return mean.toFixed(DIGITS);
  const spread = `${mean.toFixed(DIGITS)} ± ${sd.toFixed(DIGITS)}`;
  return interval ? `${spread}\n${intervalText(interval)}` : spread;
}

/** `+0.8369 better` above `[0.8350, 0.8388] p <0.001`; `–` where there is nothing to compare with. */
export function againstText(against: Against | undefined): string {
  if (!against) return '–';
  const { difference, interval, pValue, verdict } = against;
  return `${signed(difference)} ${verdict}\n${intervalText(interval)} p ${probability(pValue)}`;
}

const DIGITS = 4;
const SMALLEST_SHOWN = 0.001;

const intervalText = (ends: Interval) => `[${ends.map((end) => end.toFixed(DIGITS)).join(', ')}]`;
const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(DIGITS)}`;
const probability = (p: number) => (p < SMALLEST_SHOWN ? `<${SMALLEST_SHOWN}` : p.toFixed(3));
