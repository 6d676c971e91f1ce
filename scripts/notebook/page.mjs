// The results → docs/notebook.md.

const HEAD = `# The notebook's numbers, and ours

Made by \`scripts/notebook.mjs\`; do not edit. Every row of the notebook is trained as it was published, at several seeds, beside the same
experiments in Keras ([how those were made](../fixtures/notebook/README.md)).
`;

/**
 * @param {object} results of `readResults`
 * @param {{ command: string, date: string, versions: Record<string, string>, machine: string }} made
 */
export function notebookPage({ report, rows }, made) {
  const [{ epochs }] = rows[0].runs;
  const seeds = rows[0].runs.map(({ seed }) => seed);
  return `${[
    HEAD,
    `${report.dataset.train} training and ${report.dataset.test} test images, ${epochs} epochs, seeds ${seeds.join(', ')}.`,
    '\n## Test accuracy\n',
    table(['', 'mlp-lab', 'Keras', 'Published', 'Agrees'], rows.map(accuracyLine)),
    `\nMean ± standard deviation [smallest–largest]. A row agrees where our mean lies within Keras's range over its seeds, widened by its
standard deviation; for the ensemble, within the range over all ten ensembles of three of Keras's five members.\n`,
    '![Test accuracy](notebook/test-accuracy.svg)\n',
    remarks(rows),
    '\n## The epoch at which validation accuracy first passes 0.5, 0.8, 0.9\n',
    table(['', ...rows[0].passes.flatMap(({ accuracy }) => [`${accuracy}`, 'Keras', 'Agrees'])], rows.map(passesLine)),
    `\nMedian [first–last] over our seeds, first–last over Keras's. A row agrees where our median lies within Keras's range ± 10 %, rounded outwards to whole
epochs. The ensemble holds no image out: for it, the training accuracy of each of its networks.\n`,
    '## Curves\n',
    ...rows.map(({ title, variant }) => `![${title}](notebook/${variant}.svg)\n`),
    '## Made with\n',
    table(['', ''], Object.entries({ ...made.versions, Machine: made.machine, Date: made.date })),
    `\n    ${made.command}\n`,
    'which goes on where it was ended, and runs',
    `\n    ${made.compare}`,
  ].join('\n')}\n`;
}

function accuracyLine({ title, ours, reference, published, agrees }) {
  return [title, figure(ours), figure(reference), published?.toFixed(4) ?? '–', yesNo(agrees)];
}

function figure({ mean, sd, min, max }) {
  const deviation = sd > 0 ? ` ± ${sd.toFixed(4)}` : '';
  return `${mean.toFixed(4)}${deviation} [${min.toFixed(4)}–${max.toFixed(4)}]`;
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

const epoch = (value) => (Number.isFinite(value) ? String(value) : 'never');
const range = (epochs) => [...new Set([epoch(epochs[0]), epoch(epochs.at(-1))])].join('–');
const yesNo = (agrees) => (agrees ? 'yes' : '**no**');

/** What the spread explains of the published figures. */
function remarks(rows) {
  const lines = rows.filter(({ published }) => published !== null).map(remark);
  return `Each published figure is of one run without a seed: another run would have given another, the further off the wider the seeds
spread.\n\n${lines.join('\n')}`;
}

function remark({ title, published, ours, reference, runs, isEnsemble }) {
  const place = ({ min, max }) => (published < min ? 'below' : published > max ? 'above' : 'within');
  const width = ({ min, max }) => (max - min).toFixed(4);
  const members = runs.flatMap((run) => run.members ?? []).map(({ testAccuracy }) => testAccuracy);
  const alone = isEnsemble
    ? ` Alone, our members have ${Math.min(...members).toFixed(4)} to ${Math.max(...members).toFixed(4)}.`
    : '';
  return `- ${title}: ${published.toFixed(4)} lies ${place(ours)} our range, ${width(ours)} wide, and ${place(reference)} Keras's, ${width(reference)} wide.${alone}`;
}

function table(head, lines) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}
