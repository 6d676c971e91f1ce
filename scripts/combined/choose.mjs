// The settings to try, and the choice among them: by validation accuracy alone, never by test images.

/** Each names a field and its values. */
export const GRID = ['hidden=50x4,128x4,256x2', 'dropout=0,0.2,0.4', 'batchSize=32,128'];

/** The width of the notebook's networks. */
const NOTEBOOK = 'hidden=50x4';

/**
 * The settings with the best validation accuracy after the last epoch, as the mean over the seeds: with the notebook's layers, and
 * with any.
 *
 * @returns {{ name: string, title: string, settings: string[] }[]} a single choice if both are the same
 */
export function choose({ rows }) {
  const narrow = best(rows.filter(({ title }) => title.split(' ').includes(NOTEBOOK)));
  const any = best(rows);
  const choices = [{ name: 'notebook', title: "the notebook's layers", row: narrow }];
  if (any !== narrow) choices.push({ name: 'any', title: 'any layers', row: any });
  return choices.map(({ row, ...choice }) => ({ ...choice, settings: row.title.split(' ') }));
}

/** The mean over the runs of a row. */
export function validationAccuracy({ runs }) {
  return runs.reduce((sum, { history }) => sum + history.val_acc.at(-1), 0) / runs.length;
}

/** The first one, if several are equally good. */
function best(rows) {
  return rows.reduce((a, b) => (validationAccuracy(b) > validationAccuracy(a) ? b : a));
}
