// Live progress on stderr: in a terminal one line per network in training, rewritten in place; elsewhere plain lines.
import type { CompareEvent, Task, TaskProgress } from '@mlp-lab/experiment';
import { type Milestone, timeLeft } from '@mlp-lab/report';
import { createLogUpdate } from 'log-update';
import { said } from './say';
import { pc } from './terminal';

export interface Progress {
  show(event: CompareEvent): void;
  /** A sentence for the user, above what is live. */
  say(message: string): void;
  /** In a terminal, what stands there instead of a line for each network in training; elsewhere nothing. */
  instead(draw: (size: { width: number; height: number }) => string): void;
  stop(): void;
}

/** A network in training. */
export interface Job {
  task: Task;
  progress: TaskProgress;
  /** Its first progress. */
  since: Milestone;
}

const PLAIN_LINES_PER_TASK = 10;
const BAR = { least: 4, most: 16 }; // columns of the terminal
const NO_SIZE = 80; // columns of a terminal that does not say how many it has

export function showProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? liveProgress(stream) : plainProgress(stream);
}

function liveProgress(stream: NodeJS.WriteStream): Progress {
  const log = createLogUpdate(stream);
  const jobs = new Map<string, Job>();
  let total = 0;
  let done = 0;
  let drawn: string | undefined;
  const render = () => {
    const lines = drawn?.trimEnd() ?? liveLines([...jobs.values()], stream.columns || NO_SIZE).join('\n');
    const counts = total > 0 ? `${done} of ${total} networks trained\n` : '';
    log(`${counts}${lines}`.trimEnd());
  };
  return {
    show(event) {
      if (event.type === 'planned') {
        total = event.tasks.length;
        done = event.kept;
        for (const warning of event.warnings ?? []) log.persist(said(warning));
      } else if (event.type === 'training') {
        const { task, progress } = event;
        const since = jobs.get(task.id)?.since ?? { time: performance.now(), fraction: progress.fraction };
        jobs.set(task.id, { task, progress, since });
      } else if (event.type === 'stopped') {
        jobs.delete(event.task.id);
      } else if (event.type === 'trained' || event.type === 'failed') {
        jobs.delete(event.task.id);
        done += 1;
        if (event.type === 'failed') log.persist(`${event.task.id}: ${event.message}`);
      }
      render();
    },
    say: (message) => log.persist(message),
    instead(draw) {
      drawn = draw({ width: stream.columns, height: stream.rows - 2 });
      render();
    },
    stop() {
      log.clear();
      log.done();
    },
  };
}

function plainProgress(stream: NodeJS.WriteStream): Progress {
  return {
    show(event) {
      if (event.type === 'planned' && event.kept > 0)
        stream.write(`${event.kept} of ${event.tasks.length} networks are already trained\n`);
      if (event.type === 'planned') for (const warning of event.warnings ?? []) stream.write(`${said(warning)}\n`);
      if (event.type === 'resumed') stream.write(`${event.task.id}: goes on after ${epochsText(event)}\n`);
      if (event.type === 'training' && isPlainLineDue(event.progress))
        stream.write(`${event.task.id}: ${figures(event.progress)}\n`);
      if (event.type === 'trained') stream.write(`${event.task.id}: trained in ${event.seconds.toFixed(1)} s\n`);
      if (event.type === 'failed') stream.write(`${event.task.id}: ${event.message}\n`);
    },
    say: (message) => void stream.write(`${message}\n`),
    instead() {},
    stop() {},
  };
}

/** `6 of 100 epochs` */
export const epochsText = ({ epochs, task }: { epochs: number; task: Task }): string =>
  `${epochs} of ${task.recipe.epochs} epochs`;

/** After an epoch, about ten times per network. */
function isPlainLineDue({ epoch, epochs, isEpochEnd }: TaskProgress): boolean {
  const every = Math.max(1, Math.round(epochs / PLAIN_LINES_PER_TASK));
  return isEpochEnd && (epoch % every === 0 || epoch === epochs);
}

/** A line for each network, none longer than the terminal is wide, which would fold it: a shorter bar, fewer figures, no bar. */
export function liveLines(jobs: readonly Job[], width: number): string[] {
  const name = jobs.reduce((most, { task }) => Math.max(most, task.id.length), 0);
  return jobs.map(({ task, progress, since }) => {
    const left = `${timeLeft(progress.fraction, since)} left`;
    const all = figuresOf(progress, task.recipe.validationSplit > 0);
    const others = all.filter((figure) => !figure.startsWith('loss'));
    for (const figures of [all, others, all.slice(0, 1)]) {
      const text = `${figures.join('  ')}  ${left}`;
      const room = width - 1 - name - text.length - 2; // a full line would fold in some terminals
      if (room >= BAR.least) return `${task.id.padEnd(name)} ${barOf(progress, Math.min(BAR.most, room))} ${text}`;
    }
    return `${task.id} ${all[0]}`.slice(0, width - 1);
  });
}

function barOf({ fraction }: TaskProgress, width: number): string {
  const filled = Math.round(fraction * width);
  return `${pc.cyan('━'.repeat(filled))}${pc.dim('━'.repeat(width - filled))}`;
}

const figures = (progress: TaskProgress): string => figuresOf(progress, progress.val_acc !== undefined).join('  ');

/** @param hasValidation whether there is room for its accuracy, which the first epoch does not know yet. */
function figuresOf({ epoch, epochs, loss, acc, val_acc }: TaskProgress, hasValidation: boolean): string[] {
  const validation = val_acc === undefined ? '' : `val ${val_acc.toFixed(4)}`;
  return [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${loss.toFixed(4)}`,
    `acc ${acc.toFixed(4)}`,
    ...(hasValidation ? [validation.padEnd('val 0.0000'.length)] : []),
  ];
}
