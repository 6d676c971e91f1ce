// Who disagreed: the votes of an ensemble's members, one row a member, one column an example.
import { max, range } from 'd3-array';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type Tone } from '../chart';
import { checkList, checkName, checkWidth, refuse } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { fitText, textWidth } from '../layout/text-width';
import { words } from '../layout/words';

type Label = string | number;

export interface VotesData {
  /** The true labels, one an example. */
  labels: readonly Label[];
  members: readonly { name: string; predictions: readonly Label[] }[];
  /** What the ensemble decided, one an example. */
  ensemble?: readonly Label[];
}

const DEFAULT_TITLE = 'Votes of the members';
const NOTE = 'one column an example; a dot is a right vote, a label a wrong one';
const MOST_NAME_COLUMNS = 20;
const MOST_LABEL_COLUMNS = 10;

/**
 * A table of votes: a dot where a member is right, its vote in colour where it is wrong; the truth above, the ensemble's
 * decision below. Examples that don't fit side by side go on in another block.
 *
 * @throws MlpLabError `invalid-argument` where there is no example or member, or the lengths differ.
 */
export function votes(data: VotesData, options: ChartOptions = {}): Chart {
  const { labels, members, ensemble } = data;
  checkList('labels', labels, 'labels');
  checkList('members', members, 'members').forEach(({ name, predictions }, i) => {
    checkName(`members[${i}].name`, name);
    checkLength(`members[${i}].predictions`, predictions, labels.length);
  });
  if (ensemble) checkLength('ensemble', ensemble, labels.length);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(data, options, frame));
}

/** Where the table stands: columns in characters, the rest in pixels. */
interface Grid {
  left: number;
  right: number;
  top: number;
  /** A vote, in columns. */
  columns: number;
  /** From row to row. */
  pitch: number;
  /** Examples side by side. */
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
    desc: `${voters.map(({ name, tally }) => `${name} ${tally} right`).join('; ')}.`,
    marks: [...head.marks, ...range(blocks).flatMap((block) => blockMarks(labels, voters, grid, block))],
  };
}

function gridOf(labels: readonly Label[], voters: readonly Voter[], top: number, frame: Frame): Grid {
  const names = ['true label', ...voters.map((voter) => voter.name)];
  const votes = [...labels, ...voters.flatMap((voter) => voter.predictions)];
  const nameColumns = Math.min(MOST_NAME_COLUMNS, max(names, textWidth)!) + 1;
  const columns = Math.min(MOST_LABEL_COLUMNS, max(votes, (vote) => textWidth(String(vote)))!) + 2;
  const tallyColumns = max(voters, (voter) => textWidth(voter.tally))! + 2;
  const room = Math.floor((frame.columns - nameColumns - tallyColumns) / columns);
  const across = Math.max(1, Math.min(labels.length, room));
  const pitch = frame.text ? CELL.height : 24;
  const left = nameColumns * CELL.width;
  const right = left + across * columns * CELL.width;
  return { left, right, top, columns, pitch, across, block: (voters.length + 1) * pitch + CELL.height, tallyColumns };
}

/** As many examples as stand side by side: the truth, then a row for each voter; the tallies end the last block. */
function blockMarks(labels: readonly Label[], voters: readonly Voter[], grid: Grid, block: number): Mark[] {
  const examples = range(block * grid.across, Math.min(labels.length, (block + 1) * grid.across));
  const middle = (row: number) => grid.top + block * grid.block + (row + 0.5) * grid.pitch;
  const name = (text: string, row: number, weight?: 'bold') =>
    words(fitText(text, grid.left / CELL.width - 1), grid.left - CELL.width, middle(row), { anchor: 'end', weight });
  const last = examples.at(-1) === labels.length - 1;
  return [
    name('true label', 0),
    ...examples.map((i, column) => label(String(labels[i]), column, middle(0), grid, 'text')),
    ...voters.flatMap((voter, v) => [
      name(voter.name, v + 1, voter.bold ? 'bold' : undefined),
      ...examples.flatMap((i, column) => voteMarks(voter, i, labels[i], column, middle(v + 1), grid)),
      ...(last ? [words(voter.tally, grid.right + 2 * CELL.width, middle(v + 1), { tone: 'muted' })] : []),
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
  return words(fitText(text, columns - 1), centre, middle, { anchor: 'middle', tone });
}

const same = (a: Label, b: Label): boolean => String(a) === String(b);

function checkLength(field: string, list: readonly Label[], length: number): void {
  if (list?.length !== length) refuse(field, `a list of ${length}, one an example`, list);
}
