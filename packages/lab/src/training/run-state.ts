// Events of a comparison → what the page shows of it: a plain value, and a function from one to the next.
import type { CompareEvent, Report, RunConfig, RunHistory, Task, TaskProgress } from '@mlp-lab/experiment';
import type { Milestone } from '@mlp-lab/report';

/** A network in training. `since`: its first progress. */
export interface Job {
  task: Task;
  progress: TaskProgress;
  since: Milestone;
}

export interface RunState {
  tasks: readonly Task[];
  /** What was asked for. */
  config?: RunConfig;
  /** How many of them are trained or failed. */
  done: number;
  /** The networks in training by their ids, in the order in which they started. */
  jobs: ReadonlyMap<string, Job>;
  /** The networks' histories so far, by their ids. */
  histories: ReadonlyMap<string, RunHistory>;
  /** The report of the completed runs. */
  report?: Report;
  failures: readonly { id: string; message: string }[];
}

export const noRun: RunState = { tasks: [], done: 0, jobs: new Map(), histories: new Map(), failures: [] };

export function nextState(state: RunState, event: CompareEvent): RunState {
  switch (event.type) {
    case 'planned':
      return { ...noRun, tasks: event.tasks, config: event.config, done: event.kept };
    case 'training':
      return training(state, event);
    case 'resumed':
      return { ...state, histories: new Map(state.histories).set(event.task.id, structuredClone(event.history)) };
    case 'stopped':
      return { ...state, jobs: without(state.jobs, event.task.id) };
    case 'trained':
      return { ...state, done: state.done + 1, jobs: without(state.jobs, event.task.id) };
    case 'failed': {
      const { task, message } = event;
      const failures = [...state.failures, { id: task.id, message }];
      return { ...state, done: state.done + 1, jobs: without(state.jobs, task.id), failures };
    }
    case 'run':
      return { ...state, report: event.report };
  }
}

function training(state: RunState, { task, progress }: Extract<CompareEvent, { type: 'training' }>): RunState {
  const since = state.jobs.get(task.id)?.since ?? { time: performance.now(), fraction: progress.fraction };
  const jobs = new Map(state.jobs).set(task.id, { task, progress, since });
  if (!progress.isEpochEnd) return { ...state, jobs };
  const history = append(state.histories.get(task.id), progress);
  return { ...state, jobs, histories: new Map(state.histories).set(task.id, history) };
}

/**
 * The lists grow in place: copying them after each of thousands of epochs would take all of the page's time. An epoch that was
 * recorded before is replaced: its network started again, as after a reload of this page.
 */
function append(history: RunHistory | undefined, { epoch, ...figures }: TaskProgress): RunHistory {
  const { loss = [], acc = [], val_loss = [], val_acc = [] } = history ?? {};
  const next = { loss, acc, val_loss, val_acc };
  for (const metric of Object.keys(next) as (keyof RunHistory)[]) {
    const value = figures[metric];
    next[metric].length = Math.min(next[metric].length, epoch - 1);
    if (value !== undefined) next[metric].push(value);
  }
  return next;
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
