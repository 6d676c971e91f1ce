// A saved comparison and Keras's runs → the figures of each row in docs/notebook.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accuracyAgrees, PASSED, passing, spread } from './agreement.mjs';

const KERAS = new URL('../../fixtures/notebook/keras_runs.json', import.meta.url);
const KERAS_MANY = new URL('../../fixtures/notebook/keras_25_seeds.json', import.meta.url);

/** The variants for which five seeds are too few. Keras has 25 seeds; ours cost little. */
export const MANY_SEEDS_OF = ['relu', 'adam'];
export const MANY_SEEDS = 65;

/**
 * Both folders are run folders of `mlp-lab compare --out`.
 *
 * @param {string} folder of all variants, with a few seeds
 * @param {string} folderOfMany of MANY_SEEDS_OF, with many seeds
 */
export function readResults(folder, folderOfMany) {
  const keras = readJson(KERAS);
  const report = readJson(join(folder, 'report.json'));
  return { report, keras, rows: compareRows(report, folder, keras), many: readMany(folder, folderOfMany) };
}

/** The rows with many seeds; of the ensemble, each network on its own. */
function readMany(folder, folderOfMany) {
  const keras = readJson(KERAS_MANY);
  const report = readJson(join(folderOfMany, 'report.json'));
  return { keras, rows: compareRows(report, folderOfMany, keras), networks: compareNetworks(folder, keras) };
}

function compareNetworks(folder, keras) {
  const row = readJson(join(folder, 'report.json')).rows.find(({ runs }) => runs[0]?.members);
  const ours = row.runs.flatMap(({ members }) => members.map(({ testAccuracy }) => testAccuracy));
  const theirs = testAccuracies(keras.runs.filter(({ variant }) => variant === 'member'));
  return { title: 'One network of the ensemble', figures: [ours, theirs] };
}

function compareRows(report, folder, keras) {
  return report.rows.filter(({ runs }) => runs.length > 0).map((row) => compareRow(row, folder, keras));
}

function compareRow(row, folder, keras) {
  const isEnsemble = row.runs[0].members !== undefined;
  const theirs = keras.runs.filter(({ variant }) => variant === (isEnsemble ? 'member' : row.variant));
  const figures = [row.runs.map(({ testAccuracy }) => testAccuracy), testAccuracies(theirs)];
  const ours = spread(figures[0]);
  const reference = isEnsemble ? ofEnsemble(row, keras) : spread(figures[1]);
  // The networks of an ensemble have no validation images: theirs is training accuracy, one curve per network.
  const metric = isEnsemble ? 'acc' : 'val_acc';
  const histories = isEnsemble ? memberHistories(row, folder) : row.runs.map(({ history }) => history);
  const curves = { ours: histories, keras: theirs.map(({ history }) => history) };
  const [our, their] = [curves.ours, curves.keras].map((all) => all.map((history) => history[metric]));
  return {
    ...row,
    isEnsemble,
    figures,
    ours,
    reference,
    agrees: accuracyAgrees(ours.mean, reference),
    passes: PASSED.map((accuracy) => passing(our, their, accuracy)),
    curves,
  };
}

/** Keras writes float32: 0.11349999904632568 is 0.1135. */
const testAccuracies = (runs) => runs.map(({ test_acc }) => Number(test_acc.toFixed(6)));

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
