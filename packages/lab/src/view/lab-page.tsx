// The lab for a person: the settings on one side, the run on the other.
import type { Dataset } from '@mlp-lab/core';
import { useRef, useState } from 'preact/hooks';
import type { Lab } from '../lab';
import { limited, runHere } from '../training/run-here';
import type { RunSettings } from '../training/settings';
import { Header } from './header';
import { Record } from './record';
import { SettingsForm } from './settings-form';
import type { Ending } from './status';
import { useRun } from './use-run';

export function LabPage({ lab }: { lab: Lab }) {
  const run = useRun();
  const [dataset, setDataset] = useState<Dataset>(lab.dataset);
  const [running, setRunning] = useState<AbortController>();
  const [ending, setEnding] = useState<Ending>();
  const started = useRef(0);

  async function start(settings: RunSettings) {
    const controller = new AbortController();
    const data = limited(lab.dataset, settings.limit);
    setDataset(data);
    setRunning(controller);
    setEnding(undefined);
    started.current = performance.now();
    const { signal } = controller;
    try {
      const { onEvent, onResult } = run;
      const { registry } = lab;
      const registryModule = lab.session.plugins?.registryModule;
      await runHere({ registry, registryModule, dataset: data, settings, signal, onEvent, onResult });
      setEnding({ kind: 'done', seconds: (performance.now() - started.current) / 1000 });
    } catch (error) {
      setEnding(signal.aborted ? { kind: 'stopped' } : { kind: 'failed', message: (error as Error).message });
    } finally {
      setRunning(undefined);
    }
  }

  return (
    <div class="page">
      <Header dataset={lab.dataset} />
      <div class="bench">
        <SettingsForm
          registry={lab.registry}
          pluginNames={lab.session.plugins?.names}
          isRunning={running !== undefined}
          onStart={start}
          onStop={() => running?.abort()}
        />
        <Record lab={lab} dataset={dataset} run={run} isRunning={running !== undefined} ending={ending} />
      </div>
    </div>
  );
}
