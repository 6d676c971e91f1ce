// The shape of every chart of a run: one file each.
import type { Chart, ChartOptions, OptimizerRaceOptions } from '@mlp-lab/viz';
import type { RunData } from '../run/run-data';

/** Options of `RunChart.draw`. */
export interface RunChartOptions extends Pick<ChartOptions, 'width'>, Pick<OptimizerRaceOptions, 'thresholds'> {
  /** The loss on a logarithmic axis. @default false */
  log?: boolean | undefined;
}

/** A chart that a saved run may have. */
export interface RunChart {
  /** Its name for people: `Confusion matrix`. */
  title: string;
  /** What it shows, for a list. */
  about: string;
  /**
   * Makes the chart of a run.
   *
   * @throws MlpLabError `unavailable`, with the reason, where the run lacks what the chart needs.
   */
  draw(run: RunData, options?: RunChartOptions): Chart | Promise<Chart>;
}
