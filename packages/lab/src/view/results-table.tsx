// The notebook's table, of the rows that are complete, and what a reader must know beside it.
import {
  againstText,
  bestRow,
  comparisonTitle,
  differenceMarks,
  differenceNotes,
  type Estimate,
  estimateText,
  figureNotes,
  type Report,
  type Row,
} from '@mlp-lab/experiment';
import type { ComponentChildren } from 'preact';

interface Column {
  head: string;
  isNumber?: boolean;
  cell(row: Row): ComponentChildren;
}

export function ResultsTable({ report }: { report: Report }) {
  const { rows } = report;
  const marks = differenceMarks(rows);
  const columns = columnsOf(rows);
  const trained = rows.filter(({ runs }) => runs.length > 0);
  const best = trained.length > 1 ? bestRow(trained) : undefined;
  return (
    <section>
      <div class="section-head">
        <h2>Results</h2>
        <button type="button" onClick={() => download(report)}>
          Download report.json
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="Results">
        <table>
          <thead>
            <tr>
              <th scope="col">Experiment</th>
              {columns.map(({ head, isNumber }) => (
                <th key={head} scope="col" class={isNumber ? 'number' : ''}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.variant} class={row === best ? 'best' : ''}>
                <th scope="row">
                  {row.title}
                  {marks.get(row.differs.join('; '))}
                  <small>
                    {row.variant}
                    {row === best && <span class="tag">best</span>}
                  </small>
                </th>
                {columns.map(({ head, isNumber, cell }) => (
                  <td key={head} class={isNumber ? 'number' : ''} data-head={head}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="note">
        {[...differenceNotes(marks), ...figureNotes(report)].map((note) => (
          <span key={note}>{note}</span>
        ))}
      </p>
    </section>
  );
}

/** The columns that some row has something for. */
function columnsOf(rows: readonly Row[]): Column[] {
  const comparison = comparisonTitle(rows);
  return [
    { head: 'What changed', cell: ({ changes }) => changes.join(', ') || '–' },
    { head: 'Test accuracy', isNumber: true, cell: ({ testAccuracy }) => figure(testAccuracy) },
    ...(comparison === undefined
      ? []
      : [{ head: comparison, isNumber: true, cell: ({ against }: Row) => <Lines text={againstText(against)} /> }]),
    { head: 'Test loss', isNumber: true, cell: ({ testLoss }) => figure(testLoss) },
    ...(rows.every(({ published }) => published === null)
      ? []
      : [{ head: 'Published', isNumber: true, cell: ({ published }: Row) => published?.toFixed(4) ?? '–' }]),
    {
      head: 'Seconds',
      isNumber: true,
      cell: ({ runs }) => runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
    },
  ];
}

const figure = (estimate: Estimate) => (estimate.n === 0 ? 'failed' : <Lines text={estimateText(estimate)} />);

/** The first line, and below it, smaller, the others. */
function Lines({ text }: { text: string }) {
  const [first, ...rest] = text.split('\n');
  return (
    <>
      {first}
      {rest.map((line) => (
        <small key={line}>{line}</small>
      ))}
    </>
  );
}

function download(report: Report): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(report, null, 2)}\n`], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: 'report.json' }).click();
  URL.revokeObjectURL(url);
}
