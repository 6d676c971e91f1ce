// The votes of an ensemble's members, one row per member, one column per example.
import { checkArray, checkObject, checkOptions, checkString } from '@mlp-lab/core';
import { max, range } from 'd3-array';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type Tone } from '../chart';
import { CHART_CHECKS, checkLabels, type Label } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { textMark } from '../layout/marks';
import { fitText, textWidth } from '../layout/text-width';

/** The labels, and the votes of the members, for `votes`. */
export interface VotesData {
  /** The true labels, one per example. */
  labels: readonly Label[];
  /** The members and their predictions, one per example. */
  members: readonly { name: string; predictions: readonly Label[] }[];
  /** The predictions of the ensemble, one per example. */
  ensemble?: readonly Label[];
}

const DEFAULT_TITLE = 'Votes of the members';
const NOTE = 'one column per example; a dot is a correct vote, a label a wrong one';
const TALLY = 'correct'; // above the tallies
const MAX_NAME_COLUMNS = 20;
const MAX_LABEL_COLUMNS = 10;

/**
 * A table of votes: a dot where a member is correct, its vote in colour where it is wrong. The first row has the true labels, the
 * last one the votes of the ensemble. Examples that don't fit side by side continue in another block.
 *
 * @throws MlpLabError `invalid-argument` where there is no example or no member, or the lengths differ.
 */
export function votes(data: VotesData, options: ChartOptions = {}): Chart {
  checkObject('data', data);
  const examples = checkArray('labels', data.labels, 'labels').length;
  const predictionsOf = (name: string, predictions: readonly Label[]) =>
    checkLabels(name, predictions, examples, 'example');
  const labels = predictionsOf('labels', data.labels);
  const members = checkArray('members', data.members, 'members').map((member, i) => {
    checkObject(`members[${i}]`, member);
    checkString(`members[${i}].name`, member.name);
    return { name: member.name, predictions: predictionsOf(`members[${i}].predictions`, member.predictions) };
  });
  const ensemble = data.ensemble == null ? undefined : predictionsOf('ensemble', data.ensemble);
  const given = checkOptions('votes', options, CHART_CHECKS);
  return chartOf(given.width ?? 720, (frame) => layout({ labels, members, ensemble }, given, frame));
}

/** The positions of the table: `columns` and `tallyColumns` in characters, the rest in pixels. */
interface Grid {
  left: number;
  right: number;
  top: number;
  /** The width of a vote. */
  columns: number;
  /** From row to row. */
  pitch: number;
  /** The number of examples side by side. */
  across: number;
  /** From block to block. */
  block: number;
  tallyColumns: number;
}

/** A row of the table. */
interface Voter {
  name: string;
  predictions: readonly Label[];
  tally: string;
  bold: boolean;
}

function layout(
  { labels, members, ensemble }: VotesData,
  { title = DEFAULT_TITLE }: ChartOptions,
  frame: Frame,
): Chart {
  const head = heading(title, NOTE, frame);
  const voter = (name: string, predictions: readonly Label[], bold = false): Voter => {
    const right = predictions.filter((vote, i) => same(vote, labels[i])).length;
    return { name, predictions, tally: `${right} of ${labels.length}`, bold };
  };
  const voters = members.map(({ name, predictions }) => voter(name, predictions));
  if (ensemble) voters.push(voter('ensemble', ensemble, true));
  const grid = gridOf(labels, voters, head.height, frame);
  const blocks = Math.ceil(labels.length / grid.across);
  return {
    width: Math.max(grid.right + grid.tallyColumns * CELL.width, headingWidth(title, NOTE, frame)),
    height: head.height + blocks * grid.block - CELL.height,
    title,
    desc: `${voters.map(({ name, tally }) => `${name}: ${tally} correct`).join('; ')}.`,
    marks: [...head.marks, ...range(blocks).flatMap((block) => blockMarks(labels, voters, grid, block))],
  };
}

function gridOf(labels: readonly Label[], voters: readonly Voter[], top: number, frame: Frame): Grid {
  const names = ['true label', ...voters.map((voter) => voter.name)];
  const votes = [labels, ...voters.map((voter) => voter.predictions)];
  const nameColumns = Math.min(MAX_NAME_COLUMNS, max(names, textWidth)!) + 1;
  const columns = Math.min(MAX_LABEL_COLUMNS, max(votes, (row) => max(row, (vote) => textWidth(String(vote))))!) + 2;
  const tallyColumns = max([TALLY, ...voters.map(({ tally }) => tally)], textWidth)! + 2;
  const room = Math.floor((frame.columns - nameColumns - tallyColumns) / columns);
  const across = Math.max(1, Math.min(labels.length, room));
  const pitch = frame.text ? CELL.height : 24;
  const left = nameColumns * CELL.width;
  const right = left + across * columns * CELL.width;
  return { left, right, top, columns, pitch, across, block: (voters.length + 1) * pitch + CELL.height, tallyColumns };
}

/** The examples of one block: the true labels, then a row for each voter; the last block ends with the tallies. */
function blockMarks(labels: readonly Label[], voters: readonly Voter[], grid: Grid, block: number): Mark[] {
  const examples = range(block * grid.across, Math.min(labels.length, (block + 1) * grid.across));
  const middle = (row: number) => grid.top + block * grid.block + (row + 0.5) * grid.pitch;
  const name = (text: string, row: number, weight?: 'bold') =>
    textMark(fitText(text, grid.left / CELL.width - 1), grid.left - CELL.width, middle(row), { anchor: 'end', weight });
  const last = examples.at(-1) === labels.length - 1;
  return [
    name('true label', 0),
    ...(last ? [textMark(TALLY, grid.right + 2 * CELL.width, middle(0), { tone: 'muted' })] : []),
    ...examples.map((i, column) => label(String(labels[i]), column, middle(0), grid, 'text')),
    ...voters.flatMap((voter, v) => [
      name(voter.name, v + 1, voter.bold ? 'bold' : undefined),
      ...examples.flatMap((i, column) => voteMarks(voter, i, labels[i], column, middle(v + 1), grid)),
      ...(last ? [textMark(voter.tally, grid.right + 2 * CELL.width, middle(v + 1), { tone: 'muted' })] : []),
    ]),
  ];
}

function voteMarks(voter: Voter, i: number, truth: Label, column: number, middle: number, grid: Grid): Mark[] {
  const vote = voter.predictions[i];
  const right = same(vote, truth);
  const width = grid.columns * CELL.width;
  return [
    {
      kind: 'rect',
      role: 'cell',
      x: grid.left + column * width,
      y: middle - grid.pitch / 2,
      width,
      height: grid.pitch,
      tone: right ? 'series-1' : 'series-4',
      opacity: right ? 0.12 : 1,
      title: `${voter.name}: ${vote}, true label ${truth}`,
    },
    label(right ? '·' : String(vote), column, middle, grid, right ? 'muted' : 'inverse'),
  ];
}

function label(text: string, column: number, middle: number, { left, columns }: Grid, tone: Tone): Mark {
  const centre = left + column * columns * CELL.width + (columns / 2) * CELL.width;
  return textMark(fitText(text, columns - 1), centre, middle, { anchor: 'middle', tone });
}

const same = (a: Label, b: Label): boolean => String(a) === String(b);
