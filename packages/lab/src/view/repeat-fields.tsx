// How often the networks are trained, and when they stop by themselves. On a phone, the transport bar has no room for it.
import type { LabSession, LabView } from '../session/lab-view';
import { MOST_RUNS } from '../state/settings';
import { byOne, Stepper } from './stepper';
import { Word } from './word';

const PATIENCES = [0, 1, 2, 3, 5, 10, 20]; // epochs

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
        <label class={`field-inline ${on}`}>
          <Word name="patience">stop early</Word>
          <select
            value={String(settings.patience)}
            onChange={({ currentTarget }) => set({ patience: Number(currentTarget.value) })}
          >
            {PATIENCES.map((epochs) => (
              <option key={epochs} value={String(epochs)}>
                {epochs === 0 ? 'never' : `after ${epochs} without progress`}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
