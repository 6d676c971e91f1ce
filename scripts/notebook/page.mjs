// The results → docs/notebook.md.
import { groupedNumber } from '../../packages/core/dist/index.js';
import { accuracyAgrees, quantile, spread } from './agreement.mjs';
import { figure, table } from './tables.mjs';
import { welch } from './welch.mjs';

const HEAD = `# The notebook's results beside ours

Made by \`scripts/notebook.mjs\`; do not edit. Every row of the notebook is trained as published, with several seeds, and compared with the
same experiments in Keras ([how those were run](../fixtures/notebook/README.md)).
`;

/**
 * @param {object} results of `readResults`
 * @param {{ command: string, compare: string[], date: string, versions: Record<string, string>, machine: string }} made
 */
export function notebookPage({ report, rows, keras, many }, made) {
  const [{ epochs }] = rows[0].runs;
  const seeds = rows[0].runs.map(({ seed }) => seed);
  return `${[
    HEAD,
    `${groupedNumber(report.dataset.train)} training and ${groupedNumber(report.dataset.test)} test images, ${epochs} epochs, seeds ${seeds.join(', ')}.`,
    '\n## Test accuracy\n',
    table(['', 'mlp-lab', 'Keras', 'Published', 'Agrees'], rows.map(accuracyLine)),
    `\nMean ± standard deviation [minimum–maximum]. A row agrees if our mean lies within Keras's range over its seeds, widened by Keras's
standard deviation. For the ensemble, the range is that of all ten ensembles of three of Keras's five members.
Rows that do not agree with five seeds are examined [with many](#with-many-seeds).\n`,
    '![Test accuracy](notebook/test-accuracy.svg)\n',
    remarks(rows),
    '\n## Epochs until validation accuracy reaches 0.5, 0.8 and 0.9\n',
    table(['', ...rows[0].passes.flatMap(({ accuracy }) => [`${accuracy}`, 'Keras', 'Agrees'])], rows.map(passesLine)),
    `\nMedian [earliest–latest] over our seeds, and earliest–latest over Keras's, interpolated between epochs (1: within the first epoch). A row
agrees if our median lies within Keras's range ± 10 %. The ensemble has no validation images, so its networks' training accuracy is
used.\n`,
    ...votesSection(rows, keras, many.keras),
    ...manySection(many),
    '## Curves\n',
    ...rows.map(({ title, variant }) => `![${title}](notebook/${variant}.svg)\n`),
    '## Made with\n',
    table(['', ''], Object.entries({ ...made.versions, Machine: made.machine, Date: made.date })),
    `\n    ${made.command}\n`,
    'An interrupted run resumes when the command is given again. It runs',
    `\n${made.compare.map((words) => `    ${words}`).join('\n')}`,
  ].join('\n')}\n`;
}

function accuracyLine({ title, ours, reference, published, agrees }) {
  return [title, figure(ours), figure(reference), published?.toFixed(4) ?? '–', yesNo(agrees)];
}

function passesLine({ title, passes }) {
  return [
    title,
    ...passes.flatMap(({ ours, median, keras, agrees }) => [
      range(ours) === epoch(median) ? epoch(median) : `${epoch(median)} [${range(ours)}]`,
      range(keras),
      yesNo(agrees),
    ]),
  ];
}

const epoch = (value) => (value === 1 ? '1' : Number.isFinite(value) ? value.toFixed(1) : 'never');
const range = (epochs) => [...new Set([epoch(epochs[0]), epoch(epochs.at(-1))])].join('–');
const yesNo = (agrees) => (agrees ? 'yes' : '**no**');

/** Both votes of the ensemble's networks, whichever one its row reports. */
function votesSection(rows, few, many) {
  const row = rows.find(({ isEnsemble }) => isEnsemble);
  if (!row) return [];
  const { length } = row.runs[0].members;
  const [asFew, asMany] = [few, many].map(({ runs }) => runs.filter(({ variant }) => variant === 'member').length);
  const line = (voting) => {
    const [ofFew, ofMany] = [few, many].map(({ ensembles }) => ({
      ...ensembles.find((found) => found.members === length && found.voting === voting),
      sd: 0,
    }));
    const ours = spread(row.runs.map(({ ensemble }) => ensemble.accuracy[voting]));
    const verdicts = [ofFew, ofMany].map((keras) => yesNo(accuracyAgrees(ours.mean, keras)));
    return [`${voting} vote`, figure(ours), figure(ofFew), verdicts[0], figure(ofMany), verdicts[1]];
  };
  return [
    '## Soft and hard votes\n',
    table(
      ['', 'mlp-lab', `Keras, of ${asFew}`, 'Agrees', `Keras, of ${asMany}`, 'Agrees'],
      [line('soft'), line('hard')],
    ),
    `\nTest accuracy of the same ${length} networks with both kinds of vote. Keras's range is that of all ensembles of ${length} of its members:
of ${asFew}, one per seed as in the table above, and of ${asMany}.\n`,
  ];
}

/** Whether a difference with five seeds is chance. */
function manySection({ keras, rows, networks }) {
  const seeds = new Set(keras.runs.map(({ seed }) => seed));
  const groups = rows.flatMap(({ title, runs, figures: [, theirs] }) => {
    return [true, false].map((first) => {
      const some = runs.filter(({ seed }) => seeds.has(seed) === first);
      const range = `${some[0].seed}–${some.at(-1).seed}`;
      return [`${title}, seeds ${range}`, some.map(({ testAccuracy }) => testAccuracy), theirs];
    });
  });
  const line = ([title, ours, theirs]) => {
    const { difference, interval, pValue } = welch(ours, theirs);
    const [low, high] = interval.map(signed);
    return [title, counted(ours), counted(theirs), `${signed(difference)} [${low}, ${high}]`, pValue.toFixed(2)];
  };
  const passes = rows.flatMap(({ title, passes }) =>
    passes
      .filter(({ ours, keras }) => ours.at(-1) > 1 || keras.at(-1) > 1)
      .map(({ accuracy, ours, keras, agrees }) => [
        `${title}: ${accuracy}`,
        medianOf(ours),
        medianOf(keras),
        yesNo(agrees),
      ]),
  );
  return [
    '## With many seeds\n',
    `Five seeds may happen to be lucky. Where a table above says no, Keras was trained with ${seeds.size} seeds, to tell chance from a cause. mlp-lab
was trained with the same number of seeds, and then with others: a difference in the first set must show in the second, too, if it is
more than chance. (The networks of the ensemble are those above.)\n`,
    table(
      ['', 'mlp-lab', 'Keras', 'Difference [95 % interval]', 'p'],
      [...groups, [networks.title, ...networks.figures]].map(line),
    ),
    `\nTest accuracy, and Welch's t-test of the difference of the means. If the interval contains 0, chance explains the difference. Even by
chance alone, one interval in twenty does not contain 0.\n`,
    table(['Passes', 'mlp-lab', 'Keras', 'Agrees'], passes),
    `\nMedian [earliest–latest] epoch at which validation accuracy reaches the value, by the rule above, over all seeds of both.\n`,
  ];
}

const counted = (figures) => `${figure(spread(figures))}, of ${figures.length}`;
const signed = (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
const medianOf = (epochs) => `${epoch(quantile(epochs, 0.5))} [${range(epochs)}]`;

/** Whether the published figures lie within the range of the seeds. */
function remarks(rows) {
  const lines = rows.filter(({ published }) => published !== null).map(remark);
  return `Each published figure comes from a single run without a seed. Another run would have given another figure; the table shows by how much
seeds differ.\n\n${lines.join('\n')}`;
}

function remark({ title, published, ours, reference, runs, isEnsemble }) {
  const place = ({ min, max }) => (published < min ? 'below' : published > max ? 'above' : 'within');
  const width = ({ min, max }) => (max - min).toFixed(4);
  const members = runs.flatMap((run) => run.members ?? []).map(({ testAccuracy }) => testAccuracy);
  const alone = isEnsemble
    ? ` Each on its own, our members reach ${Math.min(...members).toFixed(4)} to ${Math.max(...members).toFixed(4)}.`
    : '';
  return `- ${title}: ${published.toFixed(4)} lies ${place(ours)} our range, ${width(ours)} wide, and ${place(reference)} Keras's, ${width(reference)} wide.${alone}`;
}
