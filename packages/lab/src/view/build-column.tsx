// Build: the cards, and how to add one.
import type { Registry } from '@mlp-lab/models';
import { useState } from 'preact/hooks';
import type { LabSession, LabView } from '../session/lab-view';
import { MAX_CARDS } from '../state/settings';
import { epochsOf, historyOf, type NetworkState } from '../training/network-state';
import { accuracyOf } from '../training/summarize';
import { Advanced } from './advanced';
import { CardPanel } from './card-panel';
import { later } from './later';
import { PresetOptions } from './preset-field';
import { RepeatFields } from './repeat-fields';
import type { Imports } from './use-imports';

const GuestList = later(async () => (await import('./guest-list')).GuestList);

export interface BuildColumnProps {
  view: LabView;
  session: LabSession;
  registry: Registry;
  hides(control: string): boolean;
  imports: Imports;
}

export function BuildColumn({ view, session, registry, hides, imports }: BuildColumnProps) {
  const { settings, networks, images } = view;
  const { dispatch } = session;
  const { cards, epochs } = settings;
  const [open, setOpen] = useState(cards.at(-1)!.id);
  const isFull = cards.length >= MAX_CARDS;
  return (
    <section class="build" aria-label="Build">
      <h2>Networks</h2>
      {cards.map((card) => {
        const own = networks.filter((network) => network.card === card.id);
        return (
          <CardPanel
            key={card.id}
            card={card}
            first={cards[0]}
            registry={registry}
            inputs={images.train.height * images.train.width}
            classes={images.classes}
            epochs={Math.max(0, ...own.map((one) => epochsOf(one) + (one.status === 'training' ? 1 : 0)))}
            isOpen={open === card.id}
            canCopy={!isFull && !hides('copy')}
            canRemove={cards.length > 1 && !hides('copy')}
            status={statusText(own, epochs)}
            hasFailed={own.some(({ failure }) => failure)}
            hides={hides}
            dispatch={(action) => {
              dispatch(action);
              if (action.type === 'copy') setOpen('');
            }}
            onToggle={() => setOpen(open === card.id ? '' : card.id)}
          />
        );
      })}
      {imports.guests.length + imports.misfits.length > 0 && (
        <GuestList
          guests={imports.guests}
          misfits={imports.misfits}
          accuracyOf={({ probabilities }) => accuracyOf(probabilities, images)}
          onRemove={imports.remove}
        />
      )}
      {!isFull && !hides('copy') && (
        <select
          class="add"
          aria-label="Add a network"
          value=""
          onChange={({ currentTarget }) => {
            dispatch({ type: 'add', preset: currentTarget.value });
            currentTarget.value = '';
          }}
        >
          <option value="" disabled>
            + Add a network…
          </option>
          <PresetOptions registry={registry} />
        </select>
      )}
      <RepeatFields view={view} session={session} on="narrow-only" hides={hides} />
      {!hides('advanced') && <Advanced view={view} session={session} />}
    </section>
  );
}

function statusText(networks: readonly NetworkState[], epochs: number): string {
  const failure = networks.find((network) => network.failure)?.failure;
  if (failure) return `failed: ${failure}`;
  const [first] = networks;
  if (!first) return 'waiting for the images';
  const done = epochsOf(first);
  if (done === 0) return first.status === 'training' ? 'epoch 1 in training' : 'not trained yet';
  const { val_acc, acc } = historyOf(first);
  const accuracy = (val_acc.at(-1) ?? acc.at(-1) ?? 0).toFixed(4);
  const early = first.endedEarly ? ', no longer improving' : '';
  return `epoch ${done} / ${epochs} · ${accuracy}${early}`;
}
