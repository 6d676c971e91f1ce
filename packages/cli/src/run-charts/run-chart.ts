// What every chart of a stored run is: one file each, all of this shape.
import type { Chart } from '@mlp-lab/viz';
import type { OpenedRun } from '../open-run';

export interface RunChartOptions {
  /** The loss on a logarithmic axis. */
  log?: boolean;
}

export interface RunChart {
  /** What it shows, for a list. */
  about: string;
  /** @throws MlpLabError `unavailable`, saying why, where the run has nothing of the kind. */
  draw(run: OpenedRun, options?: RunChartOptions): Chart | Promise<Chart>;
}
