// Who disagreed: the votes of an ensemble's members, one row a member, one column an example.
import { max } from 'd3-array';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark } from '../chart';
import { checkList, checkName, checkWidth, refuse } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { fitText, textWidth } from '../layout/text-width';

type Label = string | number;

export interface VotesData {
  /** The true labels, one an example. */
  labels: readonly Label[];
  members: readonly { name: string; predictions: readonly Label[] }[];
  /** What the ensemble decided, one an example. */
  ensemble?: readonly Label[];
}

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

function layout(
  { labels, members, ensemble }: VotesData,
  { title = 'Votes of the members' }: ChartOptions,
  frame: Frame,
): Chart {
  const note = 'one column an example; a dot is a right vote, a label a wrong one';
  const head = heading(title, note, frame);
  const voters = [...members, ...(ensemble ? [{ name: 'ensemble', predictions: ensemble }] : [])];
  const nameColumns =
    Math.min(MOST_NAME_COLUMNS, max(['true label', ...voters.map((voter) => voter.name)], textWidth)!) + 1;
  const cell =
    Math.min(
      MOST_LABEL_COLUMNS,
      max([...labels, ...voters.flatMap((v) => v.predictions)], (l) => textWidth(String(l)))!,
    ) + 2;
  const tally = (predictions: readonly Label[]) =>
    `${predictions.filter((p, i) => same(p, labels[i])).length} of ${labels.length}`;
  const tallyColumns = max(voters, (voter) => textWidth(tally(voter.predictions)))! + 2;
  const across = Math.max(1, Math.min(labels.length, Math.floor((frame.columns - nameColumns - tallyColumns) / cell)));
  const pitch = frame.text ? CELL.height : 24;
  const left = nameColumns * CELL.width;
  const blockHeight = (voters.length + 1) * pitch + CELL.height;
  const right = left + across * cell * CELL.width;

  const marks: Mark[] = [...head.marks];
  const blocks = Math.ceil(labels.length / across);
  for (let block = 0; block < blocks; block++) {
    const examples = labels.map((_, i) => i).slice(block * across, (block + 1) * across);
    const place = (column: number, row: number): Box => ({
      x: left + column * cell * CELL.width,
      y: head.height + block * blockHeight + row * pitch,
      width: cell * CELL.width,
      height: pitch,
    });
    const name = (text: string, row: number, bold: boolean): Mark => {
      const { y } = place(0, row);
      const weight = bold ? 'bold' : undefined;
      return {
        kind: 'text',
        x: left - CELL.width,
        y: y + pitch / 2,
        text: fitText(text, nameColumns - 1),
        anchor: 'end',
        weight,
      };
    };
    marks.push(
      name('true label', 0, false),
      ...examples.map((i, column) => words(String(labels[i]), place(column, 0), cell, 'text')),
    );
    voters.forEach((voter, v) => {
      marks.push(name(voter.name, v + 1, v === members.length));
      examples.forEach((i, column) => {
        marks.push(...voteMarks(voter.predictions[i], labels[i], place(column, v + 1), cell, voter.name));
      });
      if (block < blocks - 1) return;
      const { y } = place(0, v + 1);
      marks.push({
        kind: 'text',
        x: right + 2 * CELL.width,
        y: y + pitch / 2,
        text: tally(voter.predictions),
        tone: 'muted',
      });
    });
  }
  const right_ = voters.map((voter) => `${voter.name} ${tally(voter.predictions)} right`).join('; ');
  return {
    width: Math.max(right + tallyColumns * CELL.width, headingWidth(title, note, frame)),
    height: head.height + blocks * blockHeight - CELL.height,
    title,
    desc: `${right_}.`,
    marks,
  };
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function voteMarks(vote: Label, truth: Label, box: Box, cell: number, name: string): Mark[] {
  const title = `${name}: ${vote}, true label ${truth}`;
  if (same(vote, truth))
    return [
      { kind: 'rect', role: 'cell', ...box, tone: 'series-1', opacity: 0.12, title },
      words('·', box, cell, 'muted'),
    ];
  return [{ kind: 'rect', role: 'cell', ...box, tone: 'series-4', title }, words(String(vote), box, cell, 'inverse')];
}

function words(text: string, { x, y, height }: Box, cell: number, tone: 'text' | 'muted' | 'inverse'): Mark {
  const centre = x + Math.floor(cell / 2) * CELL.width + (cell % 2) * (CELL.width / 2);
  return { kind: 'text', x: centre, y: y + height / 2, text: fitText(text, cell - 1), anchor: 'middle', tone };
}

const same = (a: Label, b: Label): boolean => String(a) === String(b);

function checkLength(field: string, list: readonly Label[], length: number): void {
  if (list?.length !== length) refuse(field, `a list of ${length}, one an example`, list);
}
