// What comes of a run: how far it is, curves, table, and a closer look at one network.
import type { Dataset } from '@mlp-lab/core';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Lab } from '../lab';
import { mistakesOf } from '../training/answers';
import { type Chosen, choose } from '../training/chosen';
import { CloserLook } from './closer-look';
import { Curves } from './curves';
import { Jobs } from './jobs';
import { Published } from './published';
import { ResultsTable } from './results-table';
import { type Ending, Status } from './status';
import { TestSheet } from './test-sheet';
import type { RunView } from './use-run';

export interface RecordProps {
  lab: Lab;
  /** The part of it that the run is about. */
  dataset: Dataset;
  run: RunView;
  isRunning: boolean;
  ending?: Ending;
}

const ONE_COLUMN = '(max-width: 60rem)'; // as in the style sheet: there the form is below, and what happens out of sight

export function Record({ lab, dataset, run: { state, results }, isRunning, ending }: RecordProps) {
  const [wanted, setWanted] = useState<string>();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isRunning && matchMedia(ONE_COLUMN).matches) main.current?.scrollIntoView();
  }, [isRunning]);
  const chosen = choose(state.report, wanted);
  const mistakes = useMemo(() => chosen && mistakesOf(chosen.row, chosen.run, results, dataset), [chosen?.run]);
  const table = useMemo(() => state.report && <ResultsTable report={state.report} />, [state.report]);
  return (
    <main ref={main} class="record">
      <TestSheet test={dataset.test} chosen={chosen} mistakes={mistakes} />
      <Status state={state} isRunning={isRunning} ending={ending} />
      {isRunning && <Jobs state={state} />}
      {state.tasks.length === 0 && !isRunning && !ending && <Published registry={lab.registry} />}
      <Curves state={state} />
      {table}
      {chosen && (
        <CloserLook
          lab={lab}
          dataset={dataset}
          report={state.report!}
          chosen={chosen}
          mistakes={mistakes}
          recipe={recipeOf(chosen, state.tasks)}
          onChoose={setWanted}
        />
      )}
    </main>
  );
}

const recipeOf = ({ row }: Chosen, tasks: RunView['state']['tasks']) =>
  tasks.find(({ variant }) => variant === row.variant)?.recipe;
