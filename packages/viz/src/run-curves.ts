// The data of the charts of training: the histories of each variant.
import {
  checkArray,
  checkObject,
  checkString,
  describeValue,
  type History,
  invalidArgument,
  isNumberArray,
} from '@mlp-lab/core';

/** One variant and its histories, one per seed. */
export interface RunCurves {
  /** For the legend. */
  name: string;
  /** One per seed. */
  histories: readonly History[];
}

const METRICS = ['loss', 'acc', 'val_loss', 'val_acc'] as const;

/**
 * The runs, their histories reduced to the metrics that charts show.
 *
 * @throws MlpLabError `invalid-argument` where a run has no name or no history, or a history no epoch.
 */
export function checkRuns(runs: readonly RunCurves[]): RunCurves[] {
  return checkArray('runs', runs, 'runs').map((run, i) => {
    checkObject(`runs[${i}]`, run);
    checkString(`runs[${i}].name`, run.name);
    const histories = checkArray(`runs[${i}].histories`, run.histories, 'histories');
    return {
      name: run.name,
      histories: histories.map((history, j) => checkHistory(`runs[${i}].histories[${j}]`, history)),
    };
  });
}

function checkHistory(name: string, history: History): History {
  checkObject(name, history);
  const checked: History = { loss: checkEpochs(`${name}.loss`, history.loss) };
  for (const metric of METRICS)
    if (history[metric] != null) checked[metric] = checkMeasures(`${name}.${metric}`, history[metric]);
  return checked;
}

/** One number per epoch, for at least one epoch. */
export function checkEpochs(name: string, values: readonly number[]): number[] {
  const measures = checkMeasures(name, values);
  if (measures.length === 0) throw invalidArgument(name, 'a number for each epoch', 'none');
  return measures;
}

/** One number per epoch; null, which is how JSON writes NaN, becomes NaN. */
function checkMeasures(name: string, values: unknown): number[] {
  if (!isNumberArray(values)) throw invalidArgument(name, 'an array of numbers, one per epoch', describeValue(values));
  return Array.from(values, (value: number | null, i) => {
    if (value !== null && typeof value !== 'number')
      throw invalidArgument(`${name}[${i}]`, 'a number', describeValue(value));
    return value ?? Number.NaN;
  });
}
