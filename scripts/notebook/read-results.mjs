// A kept comparison and Keras's runs → what docs/notebook.md tells of each row.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accuracyAgrees, PASSED, passing, spread } from './agreement.mjs';

const KERAS = new URL('../../fixtures/notebook/keras_runs.json', import.meta.url);

/** @param {string} folder where `mlp-lab compare --out` has kept its report and networks */
export function readResults(folder) {
  const report = readJson(join(folder, 'report.json'));
  const keras = readJson(KERAS);
  const rows = report.rows.filter(({ runs }) => runs.length > 0);
  return { report, keras, rows: rows.map((row) => compareRow(row, folder, keras)) };
}

function compareRow(row, folder, keras) {
  const isEnsemble = row.runs[0].members !== undefined;
  const theirs = keras.runs.filter(({ variant }) => variant === (isEnsemble ? 'member' : row.variant));
  const ours = spread(row.runs.map(({ testAccuracy }) => testAccuracy));
  const reference = isEnsemble ? ofEnsemble(row, keras) : spread(theirs.map(({ test_acc }) => asDouble(test_acc)));
  // An ensemble's networks hold no images out: theirs is the accuracy of training, a curve a network.
  const metric = isEnsemble ? 'acc' : 'val_acc';
  const histories = isEnsemble ? memberHistories(row, folder) : row.runs.map(({ history }) => history);
  const curves = { ours: histories, keras: theirs.map(({ history }) => history) };
  const [our, their] = [curves.ours, curves.keras].map((all) => all.map((history) => history[metric]));
  return {
    ...row,
    isEnsemble,
    ours,
    reference,
    agrees: accuracyAgrees(ours.mean, reference),
    passes: PASSED.map((accuracy) => passing(our, their, accuracy)),
    curves,
  };
}

/** Keras writes float32: 0.11349999904632568 is 0.1135. */
const asDouble = (float32) => Number(float32.toFixed(6));

/** Keras's ensembles of this size over all subsets of its members: a range, without a deviation to widen it. */
function ofEnsemble({ runs }, { ensembles }) {
  const found = ensembles.find(({ members, voting }) => members === runs[0].members.length && voting === 'soft');
  return { ...found, sd: 0, n: found.subsets };
}

function memberHistories({ variant, runs }, folder) {
  return runs.flatMap(({ seed, members }) =>
    members.map((_, i) => {
      const id = `${variant.replaceAll('/', '.')}.seed-${seed}.member-${i + 1}`;
      return readJson(join(folder, 'networks', `${id}.json`)).result.history;
    }),
  );
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
