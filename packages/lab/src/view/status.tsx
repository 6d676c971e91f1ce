// One line: the run's progress, or how it ended. Screen readers announce it whenever a network is done.
import { durationText } from '@mlp-lab/report';
import { useEffect } from 'preact/hooks';
import type { RunState } from '../training/run-state';

/** `inTerminal`: a program asked for the run and prints the table, too. */
export type Ending =
  | { kind: 'done'; seconds: number; inTerminal?: boolean }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string };

export interface StatusProps {
  state: RunState;
  isRunning: boolean;
  ending?: Ending;
}

export function Status({ state, isRunning, ending }: StatusProps) {
  const { title, detail } = words(state, isRunning, ending);
  useEffect(() => {
    document.title = isRunning ? `${state.done}/${state.tasks.length} · mlp-lab` : 'mlp-lab';
  }, [state.done, state.tasks.length, isRunning]);
  return (
    <section class="status" data-ending={ending?.kind}>
      <div role={ending?.kind === 'failed' ? 'alert' : 'status'}>
        <h1>{title}</h1>
        <p>{detail}</p>
      </div>
      {state.failures.map(({ id, message }) => (
        <p key={id} class="problem">
          <b>{id}</b> {message}
        </p>
      ))}
    </section>
  );
}

function words({ done, tasks }: RunState, isRunning: boolean, ending?: Ending): { title: string; detail: string } {
  const progress = `${done} of ${tasks.length} ${tasks.length === 1 ? 'network' : 'networks'} trained`;
  if (isRunning) return { title: 'Training', detail: tasks.length === 0 ? 'Starting…' : progress };
  if (!ending)
    return {
      title: 'Ready',
      detail: 'Choose networks and press Train. They train in this page, on your machine; no data leaves it.',
    };
  if (ending.kind === 'done') {
    const closing = ending.inTerminal ? '. The terminal shows the table, too; you can close this page.' : '';
    return { title: 'Done', detail: `${progress} in ${durationText(ending.seconds)}${closing}` };
  }
  if (ending.kind === 'stopped')
    return {
      title: 'Stopped',
      detail: tasks.length === done ? progress : `${progress}; the completed ones stay below`,
    };
  return { title: 'Training failed', detail: ending.message };
}
