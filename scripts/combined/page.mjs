// The sweep, and the tests of the chosen settings → docs/combined.md.

import { groupedNumber } from '../../packages/core/dist/index.js';
import { spread } from '../notebook/agreement.mjs';
import { figure, table } from '../notebook/tables.mjs';
import { choose, validationAccuracy } from './choose.mjs';

const HEAD = `# All techniques together, tuned

Made by \`scripts/combined.mjs\`; do not edit. The notebook asks at its end: "Why don't we try them out altogether?" \`combined\` does so with
the notebook's layers, batch size and dropout. Here these settings are chosen by **validation accuracy**; only then the choice is tested.
`;

/**
 * @param sweep its command and report
 * @param chosen the tests, each with its title, settings, command and report
 * @param {string[]} words of the script's own command line
 */
export function combinedPage(sweep, chosen, words) {
  const { dataset, rows } = sweep.report;
  const [{ epochs, trainedOn }] = rows[0].runs;
  return `${[
    HEAD,
    '## Chosen by validation\n',
    `Each network trains for ${epochs} epochs on the first ${groupedNumber(trainedOn)} training images and is validated on the other ${groupedNumber(dataset.train - trainedOn)}.\n`,
    table(['Settings', 'Validation accuracy', ''], sweptLines(rows)),
    `\n    ${sweep.command}\n`,
    '## Then tested\n',
    `Ensembles with the chosen settings and a soft vote. Each network is trained on all ${groupedNumber(dataset.train)} training images and tested on the ${groupedNumber(dataset.test)} test images.\n`,
    table(
      ['Settings', 'Single network', 'Soft vote', 'Hard vote', '95 % interval of the soft vote'],
      chosen.map(testLine),
    ),
    `\n${about(chosen)}\n`,
    ...chosen.map(({ command }) => `    ${command}`),
    '\n## Made with\n',
    `    node scripts/combined.mjs ${words.join(' ')}`,
  ].join('\n')}\n`;
}

function sweptLines(rows) {
  const choices = choose({ rows });
  const accuracy = (row) => validationAccuracy(row).toFixed(4);
  return [...rows]
    .sort((a, b) => validationAccuracy(b) - validationAccuracy(a))
    .map((row) => [
      row.title,
      accuracy(row),
      choices.find(({ settings }) => settings.join(' ') === row.title)?.title ?? '',
    ]);
}

function testLine({ settings, report }) {
  const [{ runs, testAccuracy }] = report.rows;
  const votes = (vote) => figure(spread(runs.map(({ ensemble }) => ensemble.accuracy[vote])));
  const alone = figure(spread(runs.flatMap(({ members }) => members.map(({ testAccuracy }) => testAccuracy))));
  const interval = testAccuracy.interval?.map((end) => end.toFixed(4)).join(' to ') ?? '–';
  return [settings.join(' '), alone, votes('soft'), votes('hard'), interval];
}

function about([{ report }]) {
  const { runs } = report.rows[0];
  const seeds = runs.map(({ seed }) => seed);
  return `Mean ± standard deviation [minimum–maximum] over seeds ${seeds.join(', ')}: an ensemble of ${runs[0].members.length} networks each, and those networks.`;
}
