// The tested networks: the results table, and every chart of a run.
import { runConfig } from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import type { ChosenRun, RunData } from '@mlp-lab/report';
import { useMemo, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-session';
import { choose } from '../training/chosen';
import { reportNow } from '../training/summarize';
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
      <Charts run={run} isRunning={false} onChoose={setWanted} />
    </section>
  );
}

/** All that the charts and report.html are made from. */
export function runDataOf(
  { networks, dataset }: LabView,
  registry: Registry,
  { report, plan }: NonNullable<ReturnType<typeof reportNow>>,
  wanted?: string,
): RunData & { chosen: ChosenRun } {
  const results = new Map(networks.flatMap(({ task, result }) => (result ? [[task.id, { task, result }]] : [])));
  return {
    report,
    chosen: choose(report, wanted)!,
    config: runConfig(plan),
    networks: results,
    dataset: async () => dataset!,
    available: async () => dataset!.train.count,
    registry,
    model: async (id) => results.get(id)?.result.model,
  };
}
