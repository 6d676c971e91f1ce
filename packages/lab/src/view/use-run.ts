// The state of a run in the page: its events and its networks' results, rendered a few times a second however many arrive.
import type { CompareEvent, Task, TaskResult } from '@mlp-lab/experiment';
import { useRef, useState } from 'preact/hooks';
import type { Results } from '../training/answers';
import { nextState, noRun, type RunState } from '../training/run-state';

export interface RunView {
  state: RunState;
  results: Results;
  onEvent(event: CompareEvent): void;
  onResult(task: Task, result: TaskResult): void;
}

const DRAWN_EVERY = 100; // milliseconds; not by animation frames: a hidden page has none, but it has a title

export function useRun(): RunView {
  const latest = useRef<{ state: RunState; results: Results }>({ state: noRun, results: new Map() });
  const timer = useRef<number | undefined>(undefined);
  const [shown, setShown] = useState(latest.current);

  const draw = () => {
    window.clearTimeout(timer.current);
    timer.current = undefined;
    setShown(latest.current);
  };
  const change = (next: Partial<typeof latest.current>) => {
    latest.current = { ...latest.current, ...next };
    timer.current ??= window.setTimeout(draw, DRAWN_EVERY);
  };
  return {
    ...shown,
    onEvent(event) {
      const results = event.type === 'planned' ? { results: new Map() } : {};
      change({ state: nextState(latest.current.state, event), ...results });
      if (event.type !== 'training') draw(); // rare, and never later than what follows it
    },
    onResult: (task, result) => change({ results: new Map(latest.current.results).set(task.id, { task, result }) }),
  };
}
