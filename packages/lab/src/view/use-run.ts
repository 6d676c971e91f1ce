// The state of a run in the page: its events and the answers of its networks, drawn once a frame however many come.
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

export function useRun(): RunView {
  const latest = useRef<{ state: RunState; results: Results }>({ state: noRun, results: new Map() });
  const frame = useRef<number | undefined>(undefined);
  const [shown, setShown] = useState(latest.current);

  const change = (next: Partial<typeof latest.current>) => {
    latest.current = { ...latest.current, ...next };
    frame.current ??= soon(() => {
      frame.current = undefined;
      setShown(latest.current);
    });
  };
  return {
    ...shown,
    onEvent(event) {
      const results = event.type === 'planned' ? { results: new Map() } : {};
      change({ state: nextState(latest.current.state, event), ...results });
    },
    onResult: (task, result) => change({ results: new Map(latest.current.results).set(task.id, { task, result }) }),
  };
}

const BACKGROUND = 500; // milliseconds: a page that is not seen has no frames, but a title

const soon = (draw: () => void) =>
  document.hidden ? window.setTimeout(draw, BACKGROUND) : requestAnimationFrame(draw);
