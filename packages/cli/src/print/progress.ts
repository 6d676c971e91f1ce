// Live progress on stderr: in a terminal one line per network in training, rewritten in place; elsewhere plain lines.
import type { CompareEvent, Task, TaskProgress } from '@mlp-lab/experiment';
import { type Milestone, timeLeft } from '@mlp-lab/report';
import { createLogUpdate } from 'log-update';
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
interface Job {
  task: Task;
  progress: TaskProgress;
  /** Its first progress. */
  since: Milestone;
}

const PLAIN_LINES_PER_TASK = 10;
const BAR_WIDTH = 16;

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
    const lines = drawn?.trimEnd() ?? [...jobs.values()].map((job) => liveLine(job)).join('\n');
    log(`${done} of ${total} networks trained\n${lines}`.trimEnd());
  };
  return {
    show(event) {
      if (event.type === 'planned') {
        total = event.tasks.length;
        done = event.kept;
        for (const warning of event.warnings ?? []) log.persist(`mlp-lab: ${warning}`);
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
      if (event.type === 'planned') for (const warning of event.warnings ?? []) stream.write(`mlp-lab: ${warning}\n`);
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

function liveLine({ task, progress, since }: Job): string {
  const filled = Math.round(progress.fraction * BAR_WIDTH);
  const bar = `${pc.cyan('━'.repeat(filled))}${pc.dim('━'.repeat(BAR_WIDTH - filled))}`;
  return `${task.id.padEnd(26)} ${bar} ${figures(progress)}  ${timeLeft(progress.fraction, since)} left`;
}

function figures({ epoch, epochs, loss, acc, val_acc }: TaskProgress): string {
  const parts = [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${loss.toFixed(4)}`,
    `acc ${acc.toFixed(4)}`,
  ];
  if (val_acc !== undefined) parts.push(`val ${val_acc.toFixed(4)}`);
  return parts.join('  ');
}
