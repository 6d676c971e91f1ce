// The tested networks: the results table, and every chart of a run.
import type { Registry } from '@mlp-lab/models';
import { useMemo, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-view';
import { reportNow, runDataOf } from '../training/report-now';
import { Charts } from './charts';
import { ResultsTable } from './results-table';

export function Results({ view, registry }: { view: LabView; registry: Registry }) {
  const { settings, networks, dataset, isPlaying } = view;
  const [wanted, setWanted] = useState<string>();
  const results = networks.map(({ result }) => result);
  const run = useMemo(() => {
    const made = dataset && reportNow(settings, networks, registry, dataset);
    return made && runDataOf(view, registry, made, wanted);
  }, [settings.cards, dataset, wanted, ...results]);
  if (!run || isPlaying) return null;
  return (
    <section class="record" aria-label="All results">
      <ResultsTable run={run} />
      <Charts run={run} isRunning={false} first="accuracy" onChoose={setWanted} />
    </section>
  );
}
