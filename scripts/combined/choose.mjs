// Which settings are tried, and which of them are chosen: by validation alone, no test image has a say.

/** Each of a field and its values. */
export const GRID = ['hidden=50x4,128x4,256x2', 'dropout=0,0.2,0.4', 'batchSize=32,128'];

/** The width of the notebook's networks. */
const NOTEBOOK = 'hidden=50x4';

/**
 * The settings of the best validation accuracy after the last epoch, the mean over the seeds: with the notebook's layers, and with any.
 *
 * @returns {{ name: string, title: string, settings: string[] }[]} one, where both are the same
 */
export function choose({ rows }) {
  const narrow = best(rows.filter(({ title }) => title.split(' ').includes(NOTEBOOK)));
  const any = best(rows);
  const choices = [{ name: 'notebook', title: "the notebook's layers", row: narrow }];
  if (any !== narrow) choices.push({ name: 'any', title: 'any layers', row: any });
  return choices.map(({ row, ...choice }) => ({ ...choice, settings: row.title.split(' ') }));
}

/** The mean over a row's runs. */
export function validationAccuracy({ runs }) {
  return runs.reduce((sum, { history }) => sum + history.val_acc.at(-1), 0) / runs.length;
}

/** Of equal ones the first. */
function best(rows) {
  return rows.reduce((a, b) => (validationAccuracy(b) > validationAccuracy(a) ? b : a));
}
