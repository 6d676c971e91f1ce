// The transport bar: play, pause, one epoch, back to the start; epochs, seed and when to stop.
import { groupedNumber } from '@mlp-lab/core';
import { type LabSession, type LabView, mayBeginEarly } from '../session/lab-view';
import { MOST_EPOCHS } from '../state/settings';
import { epochsOf } from '../training/network-state';
import { RepeatFields } from './repeat-fields';
import { byOne, byTens, Stepper } from './stepper';
import { Word } from './word';

export interface TransportProps {
  view: LabView;
  session: LabSession;
  hides(control: string): boolean;
}

export function Transport({ view, session, hides }: TransportProps) {
  const { settings, networks, isPlaying, dataset, images } = view;
  const { dispatch } = session;
  const set = (fields: Parameters<typeof dispatch>[0] & { type: 'set' }) => dispatch(fields);
  const done = networks.length === 0 ? 0 : Math.min(...networks.map(epochsOf));
  const most = Math.max(0, ...networks.map(epochsOf));
  const failures = networks.filter(({ status }) => status === 'failed').length;
  const isOver = networks.length > 0 && networks.every(({ status }) => status === 'done' || status === 'failed');
  return (
    <section class="transport" aria-label="Training">
      <div class="buttons">
        {isPlaying ? (
          <button type="button" class="primary play" onClick={session.pause}>
            <Icon path="M4 3h4v12H4zM10 3h4v12h-4z" /> Pause
          </button>
        ) : (
          <button type="button" class="primary play" disabled={isOver} onClick={session.play}>
            <Icon path="M4 2.5v13l11-6.5z" />{' '}
            {isOver ? (failures === networks.length ? 'Failed' : 'Done') : most > 0 ? 'Go on' : 'Train'}
          </button>
        )}
        <button
          type="button"
          disabled={isPlaying || isOver}
          onClick={session.step}
          aria-label="One epoch"
          title="One epoch (→)"
        >
          <Icon path="M3 3v12l8-6zM12 3h3v12h-3z" />
        </button>
        <button
          type="button"
          disabled={most === 0 && failures === 0 && !isPlaying}
          onClick={session.rewind}
          aria-label="Rewind to the same initial weights"
          title="Rewind to the same initial weights (R)"
        >
          <Icon path="M3 3h3v12H3zM15 3v12L7 9z" />
        </button>
      </div>
      <p class="count" role="status">
        <Word name="epoch">epoch</Word> <b>{done}</b> /{' '}
        {!hides('epochs') ? (
          <Stepper
            label="Epochs"
            value={settings.epochs}
            min={1}
            max={MOST_EPOCHS}
            next={byTens}
            onChange={(epochs) => set({ type: 'set', fields: { epochs } })}
          />
        ) : (
          settings.epochs
        )}
      </p>
      {!hides('seed') && (
        <div class="field-inline">
          <Word name="seed">seed</Word>
          <Stepper
            label="Seed"
            value={settings.seed}
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            next={byOne}
            onChange={(seed) => set({ type: 'set', fields: { seed } })}
          />
        </div>
      )}
      <RepeatFields view={view} session={session} on="wide-only" hides={hides} />
      {!dataset && <p class="note">{onTheirWay(images.train.count, mayBeginEarly(view))}</p>}
    </section>
  );
}

function onTheirWay(here: number, beginsEarly: boolean): string {
  if (!beginsEarly) return 'The images are on their way: training begins once they are here.';
  return here === 0
    ? 'The images are loading: training begins with the first ones.'
    : `The other images are on their way: training begins with ${groupedNumber(here)}.`;
}

export const Icon = ({ path }: { path: string }) => (
  <svg viewBox="0 0 18 18" width="16" height="16" aria-hidden="true">
    <path d={path} fill="currentColor" />
  </svg>
);
