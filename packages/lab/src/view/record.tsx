// What comes of a run: how far it is, curves, table, and a closer look at one network.
import type { Dataset } from '@mlp-lab/core';
import { useState } from 'preact/hooks';
import type { Lab } from '../lab';
import { mistakesOf } from '../training/answers';
import { type Chosen, choose } from '../training/chosen';
import { CloserLook } from './closer-look';
import { Curves } from './curves';
import { Jobs } from './jobs';
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

export function Record({ lab, dataset, run: { state, results }, isRunning, ending }: RecordProps) {
  const [wanted, setWanted] = useState<string>();
  const chosen = choose(state.report, wanted);
  const mistakes = chosen && mistakesOf(chosen.row, chosen.run, results, dataset);
  return (
    <main class="record">
      <TestSheet test={dataset.test} chosen={chosen} mistakes={mistakes} />
      <Status state={state} isRunning={isRunning} ending={ending} />
      <Jobs jobs={state.jobs} />
      <Curves state={state} />
      {state.report && <ResultsTable report={state.report} />}
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
