// What few people need, folded up until they open it.
import { useState } from 'preact/hooks';
import type { LabSession, LabView } from '../session/lab-view';
import { later } from './later';

const AdvancedSettings = later(async () => (await import('./advanced-settings')).AdvancedSettings);

export function Advanced({ view, session }: { view: LabView; session: LabSession }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="advanced" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Advanced</summary>
      {isOpen && <AdvancedSettings view={view} session={session} />}
    </details>
  );
}
