// Which charts a run lacks, and why.
import { MlpLabError } from '@mlp-lab/core';
import { type ChartName, chartNames } from '../chart-names';
import { checkRun } from '../run/check-run';
import type { RunData } from '../run/run-data';
import { runCharts } from './run-charts';

/** The charts that can't be drawn, each with the reason. All are drawn to find out, each in a task of its own, so that a page answers meanwhile. */
export async function missingCharts(run: RunData): Promise<Map<ChartName, string>> {
  checkRun(run);
  const missing = new Map<ChartName, string>();
  for (const name of chartNames) {
    await new Promise((resolve) => setTimeout(resolve));
    try {
      await runCharts[name].draw(run);
    } catch (error) {
      if (!(error instanceof MlpLabError)) throw error;
      missing.set(name, error.message);
    }
  }
  return missing;
}
