// The runs that this browser keeps: show again, compare, star, delete.
import type { LabSession, LabView } from '../session/lab-view';
import { toneOf } from '../state/settings';
import type { StoredRun } from '../storage/stored-run';

const FIGURES = ['Epochs', 'Validation', 'Test', 'Time'] as const;

export function RunsDrawer({
  view: { runs, run: current, compared },
  session,
}: {
  view: LabView;
  session: LabSession;
}) {
  if (runs.length === 0) return null;
  const ordered = [...runs].sort((a, b) => Number(b.isStarred) - Number(a.isStarred));
  return (
    <section class="runs" aria-label="Runs">
      <h2>
        Runs <small>kept in this browser</small>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="List of runs">
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Networks</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col" class="number">
                  {figure}
                </th>
              ))}
              <th scope="col">
                <span class="hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                isCurrent={run.id === current}
                isCompared={compared.some((one) => one.run.id === run.id)}
                session={session}
              />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function RunRow({
  run,
  isCurrent,
  isCompared,
  session,
}: {
  run: StoredRun;
  isCurrent: boolean;
  isCompared: boolean;
  session: LabSession;
}) {
  const name = timeText(run.started);
  const lines = (text: (one: StoredRun['summary'][number]) => string | number) =>
    run.summary.map((one) => <div key={one.card}>{text(one)}</div>);
  const figures = {
    Epochs: lines(({ epochs }) => epochs),
    Validation: lines(({ validationAccuracy }) => validationAccuracy?.toFixed(4) ?? '–'),
    Test: lines(({ testAccuracy }) => testAccuracy?.toFixed(4) ?? '–'),
    Time: lines(({ seconds }) => `${seconds.toFixed(1)} s`),
  } satisfies Record<(typeof FIGURES)[number], unknown>;
  return (
    <tr class={isCurrent ? 'current' : ''}>
      <th scope="row">
        <button
          type="button"
          class="star"
          aria-pressed={run.isStarred}
          aria-label={`Star the run of ${name}`}
          onClick={() => session.star(run)}
        >
          {run.isStarred ? '★' : '☆'}
        </button>
        {name}
        {isCurrent && <small>shown</small>}
      </th>
      <td>
        {run.summary.map(({ card, title }) => (
          <div key={card} class="run-card" data-tone={toneOf(card)}>
            <span class="letter">{card}</span> {title}
          </div>
        ))}
      </td>
      {FIGURES.map((figure) => (
        <td key={figure} class="number" data-head={figure}>
          <div class="lines">{figures[figure]}</div>
        </td>
      ))}
      <td class="run-actions">
        {!isCurrent && (
          <>
            <button type="button" aria-label={`Open the run of ${name}`} onClick={() => session.restore(run)}>
              Open
            </button>
            <button
              type="button"
              aria-pressed={isCompared}
              aria-label={`Compare the run of ${name}`}
              onClick={() => session.compare(run)}
            >
              {isCompared ? 'Hide' : 'Compare'}
            </button>
            <button type="button" aria-label={`Delete the run of ${name}`} onClick={() => session.remove(run)}>
              Delete
            </button>
          </>
        )}
      </td>
    </tr>
  );
}

let time: Intl.DateTimeFormat | undefined; // to make one takes milliseconds

function timeText(milliseconds: number): string {
  time ??= new Intl.DateTimeFormat('en', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23', // midnight is 00
  });
  return time.format(milliseconds);
}
