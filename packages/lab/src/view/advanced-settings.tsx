// What computes, and on how many threads.
import { ARITHMETICS, type Arithmetic, coreCount, missingFusion } from '@mlp-lab/core';
import { useMemo } from 'preact/hooks';
import type { LabSession, LabView } from '../session/lab-view';
import { BACKENDS } from '../state/settings';
import { Choice } from './choice';
import { byOne, Stepper } from './stepper';

export function AdvancedSettings({ view: { settings, threads }, session }: { view: LabView; session: LabSession }) {
  const { backend, arithmetic } = settings;
  const unfused = useMemo(missingFusion, []);
  return (
    <>
      <div class="setting">
        <span class="setting-name">backend</span>
        <Choice
          label="Backend"
          value={backend}
          values={Object.keys(BACKENDS)}
          titles={(name) => BACKENDS[name]}
          onChange={(name) => session.dispatch({ type: 'set', fields: { backend: name, arithmetic: ARITHMETICS[0] } })}
        />
      </div>
      {backend === 'engine' && (
        <div class="setting">
          <span class="setting-name">arithmetic</span>
          <Choice
            label="Arithmetic"
            value={arithmetic}
            values={unfused ? ['separate'] : ARITHMETICS}
            onChange={(name) => session.dispatch({ type: 'set', fields: { arithmetic: name as Arithmetic } })}
          />
        </div>
      )}
      {threads !== undefined && (
        <div class="setting">
          <span class="setting-name">threads</span>
          <Stepper
            label="Threads"
            value={threads}
            min={1}
            max={coreCount()}
            next={byOne}
            onChange={session.useThreads}
          />
        </div>
      )}
      <p class="note">{noteOn(settings, unfused)} The number of threads changes nothing but the time.</p>
    </>
  );
}

function noteOn({ backend, arithmetic }: LabView['settings'], unfused: string | undefined): string {
  if (backend !== 'engine') return 'Its last digits differ from the engine’s, and between browsers.';
  if (arithmetic === 'fused')
    return 'Fused: each product and its sum are rounded once. Usually faster, with other last digits.';
  return unfused ? `Fused arithmetic is not available here: ${unfused}.` : 'Separate: the same bits on every machine.';
}
