// A run: its progress, learning curves, results table and charts.
import type { Dataset } from '@mlp-lab/core';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Comparison } from '../lab';
import { mistakesOf } from '../training/answers';
import { choose } from '../training/chosen';
import { runData } from '../training/run-data';
import { Charts } from './charts';
import { Curves } from './curves';
import { Jobs } from './jobs';
import { ResultsTable } from './results-table';
import { type Ending, Status } from './status';
import { TestSheet } from './test-sheet';
import type { RunView } from './use-run';

export interface RecordProps {
  lab: Comparison;
  /** The part of its data set that the run uses. */
  dataset: Dataset;
  run: RunView;
  isRunning: boolean;
  ending?: Ending;
}

const ONE_COLUMN = '(max-width: 60rem)'; // as in the style sheet: the form is then below, and progress out of sight

export function Record({ lab, dataset, run: { state, results }, isRunning, ending }: RecordProps) {
  const [wanted, setWanted] = useState<string>();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isRunning && matchMedia(ONE_COLUMN).matches) main.current?.scrollIntoView();
  }, [isRunning]);
  const { report } = state;
  const run = useMemo(() => {
    const chosen = choose(report, wanted);
    if (!report || !chosen) return undefined;
    const { registry, dataset: all } = lab;
    return runData({ report, chosen, state, results, dataset, registry, available: all.train.count });
  }, [report, wanted, isRunning]);
  const mistakes = useMemo(
    () => run && mistakesOf(run.chosen.row, run.chosen.run, results, dataset),
    [run?.chosen.run],
  );
  const table = useMemo(() => run && <ResultsTable run={run} />, [run]);
  return (
    <main ref={main} class="record">
      <TestSheet dataset={dataset} chosen={run?.chosen} mistakes={mistakes} />
      <Status state={state} isRunning={isRunning} ending={ending} />
      {isRunning && <Jobs state={state} />}
      <Curves state={state} />
      {table}
      {run && <Charts run={run} isRunning={isRunning} onChoose={setWanted} />}
    </main>
  );
}
