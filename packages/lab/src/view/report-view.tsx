// An imported report: its table, its curves, and the charts that it has the numbers for.
import type { Report, RunConfig } from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import { useMemo, useState } from 'preact/hooks';
import { choose } from '../training/chosen';
import { Charts } from './charts';
import { ResultsTable } from './results-table';
import { useIntoView } from './use-into-view';

export interface ReportViewProps {
  name: string;
  report: Report;
  config?: RunConfig;
  registry: Registry;
  onClose(): void;
}

export function ReportView({ name, report, config, registry, onClose }: ReportViewProps) {
  const [wanted, setWanted] = useState<string>();
  const run = useMemo(() => {
    const chosen = choose(report, wanted);
    return chosen && { report, chosen, registry, ...(config && { config }) };
  }, [report, config, wanted]);
  const section = useIntoView();
  return (
    <section ref={section} class="record imported" aria-label="Imported report">
      <div class="section-head">
        <h2>Imported: {name}</h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
      <ResultsTable run={{ report, registry, ...(config && { config }) }} />
      {run && <Charts run={run} isRunning={false} first="curves" onChoose={setWanted} />}
    </section>
  );
}
