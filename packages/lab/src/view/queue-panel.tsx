// A queue that `mlp-lab serve --queue` watches: what waits, and which machine trains which network. Nothing can be changed here.
import type { PageMachine, PageQueue } from '@mlp-lab/experiment';
import { useEffect, useState } from 'preact/hooks';
import type { Server } from '../session/server';
import { watchQueue } from '../session/watch-queue';
import './queue-panel.css';

const count = new Intl.NumberFormat('en');

export function QueuePanel({ server, path }: { server: Server; path: string }) {
  const [queue, setQueue] = useState<PageQueue>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const onState = (state: PageQueue) => {
      setQueue(state);
      setProblem(state.problem);
    };
    return watchQueue(server, path, onState, setProblem);
  }, [server, path]);
  if (!queue) return problem === undefined ? null : <p class="problem">{problem}</p>;
  const { name, address, tasks, machines } = queue;
  return (
    <section class="queue" aria-label="Queue">
      <h2>
        Queue{' '}
        <small>
          {name} at {address}
        </small>
      </h2>
      {problem !== undefined && <p class="problem">{problem}</p>}
      <dl class="counts">
        {(['waiting', 'training', 'trained', 'failed'] as const).map((state) => (
          <div key={state}>
            <dt>{WORDS[state]}</dt>
            <dd>{count.format(tasks[state])}</dd>
          </div>
        ))}
      </dl>
      {machines.length === 0 ? (
        <p class="note">
          No machine serves this queue. Start <code>mlp-lab worker</code> on one.
        </p>
      ) : (
        <Machines machines={machines} />
      )}
    </section>
  );
}

const WORDS = { waiting: 'waiting', training: 'in training', trained: 'trained, not collected', failed: 'failed' };

function Machines({ machines }: { machines: readonly PageMachine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label="Machines">
      <table>
        <thead>
          <tr>
            <th scope="col">Machine</th>
            <th scope="col" class="number">
              Busy
            </th>
            <th scope="col" class="number">
              Trained
            </th>
            <th scope="col">In training</th>
          </tr>
        </thead>
        <tbody>
          {machines.map(({ id, name, jobs, trained, training, refusals }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td class="number" data-head="Busy">
                {training.length}/{jobs}
              </td>
              <td class="number" data-head="Trained">
                {count.format(trained)}
              </td>
              <td>
                {training.map(({ task, progress }) => (
                  <div key={task} class="in-training">
                    <span>{task}</span>
                    <progress aria-label={task} value={progress?.fraction ?? 0} />
                    <span class="epoch">{progress ? `${progress.epoch}/${progress.epochs}` : 'starts'}</span>
                  </div>
                ))}
                {refusals.map((reason) => (
                  <div key={reason} class="problem">
                    leaves tasks to others: {reason}
                  </div>
                ))}
                {training.length + refusals.length === 0 && 'idle'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
