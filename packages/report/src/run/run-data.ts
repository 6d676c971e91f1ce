// A run, as far as it is known: the one input of charts and of report.html.
import type { Dataset } from '@mlp-lab/core';
import type { Report, Row, Run, RunConfig, Task, TaskResult } from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import type { io } from '@tensorflow/tfjs-core';

/**
 * The report of a run and whatever else is at hand, in a program, in a browser or from a run folder. Only `report` is required;
 * a chart that needs more throws `unavailable`, and a page leaves it out.
 */
export interface RunData {
  /** The results of the run. */
  report: Report;
  /** False where the run was interrupted: the report covers the runs that were completed. @default true */
  isComplete?: boolean;
  /** What was asked for: for the settings, the network diagram and the command that reproduces the run. */
  config?: RunConfig;
  /** The run that charts of a single network show. @default the first run of the row with the best test accuracy */
  chosen?: ChosenRun;
  /** The trained networks' results, by their tasks' ids: for the confusion matrix, the mistakes and the gradient norms. */
  networks?: ReadonlyMap<string, { task: Task; result: TaskResult; damage?: string | undefined }>;
  /** The images that the run used: for the confusion matrix, the mistakes and the network diagram. */
  dataset?(): Promise<Dataset>;
  /** How many training images the data set has in total: whether the command needs `--limit`. */
  available?(): Promise<number>;
  /** The variants and their layers: for the network diagram and the command. */
  registry?: Registry;
  /** A trained network by its task's id, undefined where it was not kept: for the first layer's weights. */
  model?(id: string): Promise<io.ModelArtifacts | undefined>;
}

/** One run of a row. */
export interface ChosenRun {
  /** A row of the report. */
  row: Row;
  /** One of its runs. */
  run: Run;
}
