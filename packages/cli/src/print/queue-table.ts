// A queue → its tasks in one line, and a table of the machines that serve it.
import type { Machine, QueueStatus } from '@mlp-lab/queue';
import { table } from './table';
import { terminalColumns } from './terminal';
import { wrap } from './wrap';

/** The room for the table. */
export interface QueueTableSize {
  /** Columns. @default those of the terminal; where there is none, or it says 0, as many as the table needs */
  width?: number;
  /** Lines; the table says how many it leaves out. @default as many as it needs, also where this is not positive */
  height?: number;
}

const GAP = 2; // columns of the terminal between two of the table
const NAMES = 0.4; // of the columns that numbers leave in a narrow terminal, for the machines; the rest is for the networks
const NARROWEST = 10; // columns of either
const SENTENCE = 40; // columns of a reason to refuse tasks, which wraps
const HEADS = ['Machine', 'Busy', 'Trained', 'In training', 'Epoch'];

export function queueTable({ tasks, machines }: QueueStatus, size: QueueTableSize = {}): string {
  // a terminal that doesn't know its size says 0
  const width = size.width || terminalColumns() || Number.POSITIVE_INFINITY;
  const height = size.height && size.height > 0 ? size.height : Number.POSITIVE_INFINITY;
  const { waiting, training, trained, failed } = tasks;
  const counts = `Tasks: ${waiting} waiting, ${training} in training, ${trained} trained and not collected, ${failed} failed`;
  const heading = wrap(counts, width);
  if (machines.length === 0) return `${heading}\nMachines: none; start \`mlp-lab worker\` on one\n`;
  const rows = machines.flatMap(machineRows);
  const isReason = (row: readonly string[], i: number) => i === 3 && row[4] === '';
  const widths = HEADS.map((head, i) =>
    Math.max(head.length, ...rows.map((row) => (isReason(row, i) ? Math.min(row[i].length, SENTENCE) : row[i].length))),
  );
  const numbers = widths[1] + widths[2] + widths[4] + 4 * GAP;
  const room = Math.max(2 * NARROWEST, width - numbers);
  const network = Math.min(widths[3], Math.max(room - widths[0], Math.round(room * (1 - NAMES))));
  const name = Math.min(widths[0], room - network);
  const cells = rows.map(([machine, ...row]) => [
    shortened(machine, name),
    ...row.map((cell, i) => (i === 2 && row[3] !== '' ? shortened(cell, network) : cell)),
  ]);
  const made = table(HEADS, cells, { right: [1, 2, 4], wrap: { 3: network } });
  return `${heading}\n\n${cut(made, height - heading.split('\n').length - 1)}\n`;
}

/** A row for each network in training, and one for each reason to refuse tasks. */
function machineRows({ name, jobs, trained, training, refusals }: Machine): string[][] {
  const doing = [
    ...training.map(({ task, progress }) => [task, progress ? `${progress.epoch}/${progress.epochs}` : 'starts']),
    ...[...new Set(Object.values(refusals))].map((reason) => [`refuses tasks: ${reason}`, '']),
  ];
  const [first = ['idle', ''], ...others] = doing;
  return [
    [name, `${training.length}/${jobs}`, String(trained), ...first],
    ...others.map((cells) => ['', '', '', ...cells]),
  ];
}

/** Without its middle, so that a network keeps its variant and its seed. */
function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - end)}…${text.slice(-end)}`;
}

function cut(text: string, height: number): string {
  const lines = text.split('\n');
  if (lines.length <= height) return text;
  const shown = Math.max(1, height - 1);
  return [...lines.slice(0, shown), `… and ${lines.length - shown} more lines`].join('\n');
}
