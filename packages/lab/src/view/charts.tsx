// Every chart of the run, one at a time, for the chosen network.
import type { Report } from '@mlp-lab/experiment';
import { type ChartName, type ChosenRun, chartNames, missingCharts, type RunData, runCharts } from '@mlp-lab/report';
import { useEffect, useState } from 'preact/hooks';
import { runKey, runsOf } from '../training/chosen';
import { RunFigure } from './run-figure';

export interface ChartsProps {
  run: RunData & { chosen: ChosenRun };
  isRunning: boolean;
  /** The chart that is shown first, where it can be. @default 'mistakes' */
  first?: ChartName;
  onChoose(key: string): void;
}

export function Charts({ run, isRunning, first = 'mistakes', onChoose }: ChartsProps) {
  const [wanted, setWanted] = useState<ChartName>(first);
  const missing = useMissing(run, isRunning);
  const available = chartNames.filter((name) => !missing.has(name));
  const name = available.includes(wanted) ? wanted : available[0];
  return (
    <section>
      <div class="section-head">
        <h2>Charts</h2>
        <NetworkField report={run.report} chosen={run.chosen} onChoose={onChoose} />
      </div>
      <fieldset class="chips">
        <legend class="hidden">Chart</legend>
        {available.map((one) => (
          <label key={one}>
            <input type="radio" name="chart" checked={one === name} onChange={() => setWanted(one)} />
            {runCharts[one].title}
          </label>
        ))}
      </fieldset>
      <RunFigure name={name} run={run} />
      {missing.size > 0 && (
        <details>
          <summary>
            {missing.size} {missing.size === 1 ? 'chart is' : 'charts are'} not available for this run
          </summary>
          <dl class="missing">
            {[...missing].map(([one, reason]) => (
              <div key={one}>
                <dt>{runCharts[one].title}</dt>
                <dd>{reason}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

const NONE: ReadonlyMap<ChartName, string> = new Map();

/** The charts that a finished run has no data for; none while it is running, as the data may still come. */
function useMissing(run: RunData, isRunning: boolean): ReadonlyMap<ChartName, string> {
  const [missing, setMissing] = useState(NONE);
  useEffect(() => {
    if (isRunning) return setMissing(NONE);
    let isCurrent = true;
    missingCharts(run).then((found) => isCurrent && setMissing(found));
    return () => {
      isCurrent = false;
    };
  }, [run, isRunning]);
  return missing;
}

function NetworkField({
  report,
  chosen,
  onChoose,
}: {
  report: Report;
  chosen: ChosenRun;
  onChoose(key: string): void;
}) {
  const runs = runsOf(report);
  const hasSeeds = new Set(runs.map(({ run }) => run.seed)).size > 1;
  return (
    <div class="chooser">
      <label for="chosen">Network</label>
      <select id="chosen" value={runKey(chosen)} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {runs.map((one) => (
          <option key={runKey(one)} value={runKey(one)}>
            {one.row.title} ({one.row.variant}
            {hasSeeds && `, seed ${one.run.seed}`})
          </option>
        ))}
      </select>
    </div>
  );
}
