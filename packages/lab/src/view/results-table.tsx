// The results table of the completed rows, with its notes, and the report as a file.
import { reportJson } from '@mlp-lab/experiment';
import { type Cell, type ResultsColumn, type RunData, reportPage, resultsTable } from '@mlp-lab/report';

export function ResultsTable({ run }: { run: RunData }) {
  const { report } = run;
  const { columns, rows, notes } = resultsTable(report);
  return (
    <section>
      <div class="section-head">
        <h2>Results</h2>
        <div class="downloads">
          <button type="button" onClick={async () => download('report.html', await reportPage(run))}>
            Download report.html
          </button>
          <button type="button" onClick={() => download('report.json', reportJson(report))}>
            Download report.json
          </button>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="Results">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" class={classOf(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ variant, isBest, cells: [experiment, ...figures] }) => (
              <tr key={variant} class={isBest ? 'best' : ''}>
                <th scope="row">
                  <CellLines cell={experiment} isTagged={isBest} />
                </th>
                {figures.map((cell, i) => (
                  <td key={columns[i + 1].title} class={classOf(columns[i + 1])} data-head={columns[i + 1].title}>
                    <CellLines cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="note">
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </p>
    </section>
  );
}

const classOf = ({ align, ranks }: ResultsColumn) =>
  [align === 'right' ? 'number' : '', ranks ? 'ranks' : ''].join(' ').trim();

/** The text, and below it in small print the other lines, the last with the tag of the best row. */
function CellLines({ cell: { text, below, aside }, isTagged = false }: { cell: Cell; isTagged?: boolean }) {
  const small = [...below, ...aside];
  return (
    <>
      {text}
      {small.map((line, i) => (
        <small key={line}>
          {line}
          {isTagged && i === small.length - 1 && <span class="tag">best</span>}
        </small>
      ))}
    </>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(
    new Blob([text], { type: name.endsWith('.html') ? 'text/html' : 'application/json' }),
  );
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
