// What the charts of training take: a variant and its histories.
import type { History } from '@mlp-lab/core';
import { checkList, checkName } from './check';

/** The histories of one variant, one a seed. */
export interface RunCurves {
  name: string;
  histories: readonly History[];
}

/** The runs themselves, if each has a name and a history, and each history an epoch. */
export function checkRuns(runs: readonly RunCurves[]): readonly RunCurves[] {
  checkList('runs', runs, 'runs').forEach(({ name, histories }, i) => {
    checkName(`runs[${i}].name`, name);
    checkList(`runs[${i}].histories`, histories, 'histories').forEach(({ loss }, j) => {
      checkList(`runs[${i}].histories[${j}].loss`, loss, 'epochs');
    });
  });
  return runs;
}
