// The vertical axis: a range between round numbers, and a number of rows that puts every tick in the middle of a row.
import { extent, max } from 'd3-array';
import { format } from 'd3-format';
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { textWidth } from './text-width';

export interface ValueAxis {
  /** Its domain is set; its range is left to the panel. */
  scale: ScaleContinuousNumeric<number, number>;
  ticks: number[];
  format: (tick: number) => string;
  /** Rows of the plot: the domain extends from the middle of the last to the middle of the first. */
  rows: number;
  /** The width of the widest tick label. */
  labelColumns: number;
}

export interface ValueAxisOptions {
  log?: boolean;
  bounds?: readonly [number, number];
  /** The wanted number of rows; the axis has about as many. */
  rows: number;
}

const TICKS = 5;
const NOISE = 1e-9; // relative: values that differ by less count as constant

/** The axis of some finite values; from 0 to 1 where there are none. */
export function valueAxis(values: readonly number[], { log = false, bounds, rows }: ValueAxisOptions): ValueAxis {
  const usable = log ? values.filter((value) => value > 0) : values;
  const scale = log ? logScale(usable) : linearScale(usable, bounds);
  const ticks = log ? logTicks(scale) : scale.ticks(TICKS);
  const label = log ? logFormat : linearFormat(scale);
  const steps = log ? 1 : Math.max(1, ticks.length - 1); // between ticks at equal distances
  return {
    scale,
    ticks,
    format: label,
    rows: steps * Math.max(1, Math.ceil((rows - 1) / steps)) + 1,
    labelColumns: max(ticks, (tick) => textWidth(label(tick))) ?? 1,
  };
}

function linearScale(values: readonly number[], [least, most]: readonly [number, number] = [-Infinity, Infinity]) {
  const [low = 0, high = 1] = extent(values) as [number?, number?];
  const room = high - low > NOISE * Math.max(Math.abs(low), Math.abs(high)) ? 0 : Math.abs(low) * 0.05 || 0.5; // puts a constant in the middle
  const from = low >= least ? Math.max(least, low - room) : low;
  const to = high <= most ? Math.min(most, high + room) : high;
  return scaleLinear().domain([from, to]).nice(TICKS);
}

/** d3's format with as many decimals as the ticks need, or with an exponent from a million on. */
function linearFormat(scale: ScaleContinuousNumeric<number, number>): (tick: number) => string {
  const largest = Math.max(...scale.domain().map(Math.abs));
  return largest < 1e6 ? scale.tickFormat(TICKS) : format('.3~e');
}

function logScale(values: readonly number[]) {
  const [low = 0.1, high = 1] = extent(values) as [number?, number?];
  const around = roundTicks(scaleLog().domain([low / 10, high * 10]));
  return scaleLog().domain([around.findLast((tick) => tick <= low)!, around.find((tick) => tick >= high * ABOVE)!]);
}

const ABOVE = 1 + 1e-9; // so that a constant has a range, too

/** 1, 2 and 5 times the powers of ten over up to two decades; over more, the powers or every second, third, … of them. */
function logTicks(scale: ScaleContinuousNumeric<number, number>): number[] {
  const [low, high] = scale.domain();
  const ticks = roundTicks(scale);
  if (high / low < 101) return ticks;
  const powers = ticks.filter((tick) => tick.toExponential().startsWith('1e'));
  const step = Math.ceil(powers.length / (TICKS + 3));
  return powers.filter((_, i) => i % step === 0);
}

/** "0.01", but "1e-5" and "1e+5". */
const logFormat = (tick: number): string =>
  tick >= 0.001 && tick < 10_000 ? format('~g')(tick) : tick.toExponential();

/** 1, 2 and 5 times the powers of ten within the domain. */
function roundTicks(scale: ScaleContinuousNumeric<number, number>): number[] {
  const [low, high] = scale.domain();
  const oneADecade = Math.ceil(Math.log10(high / low)) + 1; // asked for more, d3 may return linear ticks
  return scale.ticks(oneADecade).filter((tick) => /^[125]e/.test(tick.toExponential()));
}
