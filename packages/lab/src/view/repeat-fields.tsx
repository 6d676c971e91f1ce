// How often the networks are trained, and when they stop by themselves. On a phone, the transport bar has no room for it.
import type { LabSession, LabView } from '../session/lab-view';
import { MOST_RUNS } from '../state/settings';
import { Choice } from './choice';
import { byOne, Stepper } from './stepper';
import { Word } from './word';

const PATIENCES = ['0', '1', '2', '3', '5', '10', '20']; // epochs
const PATIENCE_TITLES: Readonly<Record<string, string>> = { 0: 'never', 1: 'after 1 epoch without progress' };

export interface RepeatFieldsProps {
  view: LabView;
  session: LabSession;
  /** The screens on which they are shown. */
  on: 'wide-only' | 'narrow-only';
  hides(control: string): boolean;
}

export function RepeatFields({ view: { settings }, session, on, hides }: RepeatFieldsProps) {
  const set = (fields: Partial<Pick<typeof settings, 'seeds' | 'patience'>>) =>
    session.dispatch({ type: 'set', fields });
  return (
    <>
      {!hides('seeds') && (
        <div class={`field-inline ${on}`}>
          runs
          <Stepper
            label="Runs of each network, with the next seeds"
            value={settings.seeds}
            min={1}
            max={MOST_RUNS}
            next={byOne}
            onChange={(seeds) => set({ seeds })}
          />
        </div>
      )}
      {!hides('patience') && (
        <div class={`field-inline ${on}`}>
          <Word name="patience">stop early</Word>
          <Choice
            label="stop early"
            value={String(settings.patience)}
            values={PATIENCES}
            titles={(epochs) => PATIENCE_TITLES[epochs] ?? `after ${epochs} epochs without progress`}
            onChange={(epochs) => set({ patience: Number(epochs) })}
          />
        </div>
      )}
    </>
  );
}
