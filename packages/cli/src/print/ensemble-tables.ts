// A run of an ensemble → its tables: members and votes, accuracy by ensemble size, agreement between members.
import type { EnsembleResult, Report, Run } from '@mlp-lab/experiment';
import { setNotes } from '@mlp-lab/report';
import { table } from './table';
import { pc } from './terminal';

/** A run with members. */
export type EnsembleRun = Run & Required<Pick<Run, 'members' | 'ensemble'>>;

/** @param report with one row, the ensemble's. */
export function ensembleTables(report: Report, run: EnsembleRun): string {
  const { rows, dataset } = report;
  const [{ title, variant, differs, runs }] = rows;
  const { members, ensemble, seed, epochs, batchSize, trainedOn, seconds, backend } = run;
  const settings = [
    `${dataset.name}: each trained on ${trainedOn} of ${dataset.train} images, tested on ${dataset.test}`,
    `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, batch size ${batchSize}, seed ${seed}`,
    ...setNotes(report),
    `${seconds.toFixed(1)} s on the ${backend} backend`,
  ].join('; ');
  return [
    `${pc.bold(`Ensemble of ${members.length}`)}: ${title} (${variant}), ${ensemble.voting} vote${runs.length > 1 ? `, seed ${seed}` : ''}`,
    pc.dim(settings),
    ...(dataset.notes ?? []).map((note) => pc.dim(note)),
    ...(differs.length > 0 ? [pc.dim(`differs from the notebook's baseline: ${differs.join(', ')}`)] : []),
    '',
    membersTable(run),
    '',
    sizesTable(ensemble),
    '',
    agreementTable(ensemble),
  ].join('\n');
}

function membersTable({ members, ensemble: { weights, accuracy, voting }, testLoss }: EnsembleRun): string {
  const rows = members.map((member, i) => [
    `member ${i + 1}`,
    member.seed,
    member.testLoss.toFixed(4),
    member.testAccuracy.toFixed(4),
    weights?.[i].toFixed(4) ?? '',
  ]);
  const mean = (figure: 'testLoss' | 'testAccuracy') =>
    (members.reduce((sum, member) => sum + member[figure], 0) / members.length).toFixed(4);
  const name = (vote: 'soft' | 'hard') => (vote === voting ? pc.bold(`${vote} vote`) : `${vote} vote`);
  const votes = [
    ["members' mean", '', mean('testLoss'), mean('testAccuracy'), ''],
    [name('soft'), '', testLoss.toFixed(4), accuracy.soft.toFixed(4), ''],
    [name('hard'), '', '', accuracy.hard.toFixed(4), ''],
  ];
  return table(['Network', 'Seed', 'Test loss', 'Test accuracy', weights ? 'Weight' : ''], [...rows, ...votes], {
    right: [1, 2, 3, 4],
  });
}

type SizeRow = EnsembleResult['sizes']['soft'][number];

export function sizesTable({ sizes: { soft, hard } }: EnsembleResult): string {
  const range = ({ min, max }: SizeRow) => `${min.toFixed(4)}–${max.toFixed(4)}`;
  const rows = soft.map((row, i) => [
    row.size,
    row.subsets,
    row.mean.toFixed(4),
    range(row),
    hard[i].mean.toFixed(4),
    range(hard[i]),
  ]);
  const head = ['Members', 'Subsets', 'Soft vote', 'min–max', 'Hard vote', 'min–max'];
  return `${table(head, rows, { right: [0, 1, 2, 3, 4, 5] })}
${pc.dim('Mean test accuracy over subsets of that many members, with equal weights.')}`;
}

const MOST_COLUMNS = 12;

/** Both measures are symmetric, so one square table shows both. */
export function agreementTable({ disagreement, kappa }: EnsembleResult): string {
  const pairs = disagreement.flatMap((row, a) =>
    row.slice(a + 1).map((share, i) => [share, kappa[a][a + 1 + i]] as const),
  );
  const shares = pairs.map(([share]) => share);
  const kappas = pairs.flatMap(([, value]) => (value === null ? [] : [value]));
  const summary = `Pairs of members disagree on ${spread(shares)} of the test images; Cohen's kappa ${spread(kappas)}.`;
  if (disagreement.length > MOST_COLUMNS || pairs.length === 0) return summary;
  const head = ['', ...disagreement.map((_, i) => String(i + 1))];
  const rows = disagreement.map((row, a) => [
    `member ${a + 1}`,
    ...row.map((share, b) => (a === b ? '·' : a < b ? share.toFixed(3) : (kappa[a][b]?.toFixed(3) ?? '–'))),
  ]);
  return [
    table(head, rows, { right: head.map((_, column) => column).slice(1) }),
    pc.dim('Above the dots: the fraction of test images on which two members disagree. Below: their kappa.'),
    summary,
  ].join('\n');
}

function spread(values: readonly number[]): string {
  if (values.length === 0) return '–';
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${mean.toFixed(3)} (${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)})`;
}
