// The runs that this browser keeps: show again, compare, star, delete.
import type { LabSession, LabView } from '../session/lab-view';
import { toneOf } from '../state/settings';
import type { StoredRun } from '../storage/run-store';

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
              <th scope="col" class="number">
                Epochs
              </th>
              <th scope="col" class="number">
                Validation
              </th>
              <th scope="col" class="number">
                Test
              </th>
              <th scope="col" class="number">
                Time
              </th>
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
      <td class="number">{lines(({ epochs }) => epochs)}</td>
      <td class="number">{lines(({ validationAccuracy }) => validationAccuracy?.toFixed(4) ?? '–')}</td>
      <td class="number">{lines(({ testAccuracy }) => testAccuracy?.toFixed(4) ?? '–')}</td>
      <td class="number">{lines(({ seconds }) => `${seconds.toFixed(1)} s`)}</td>
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

const time = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});
const timeText = (milliseconds: number) => time.format(milliseconds);
