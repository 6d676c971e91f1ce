// The imported networks: what each is, how well it does, and how to let it go.
import { groupedNumber, type Scale } from '@mlp-lab/core';
import type { ComponentChildren } from 'preact';
import type { Guest } from '../import/guest';
import type { GuestsView } from '../import/guests';
import { toneOf } from '../state/settings';

const PIXELS: Readonly<Record<Scale, string>> = {
  none: 'pixels 0 to 255',
  unit: 'pixels 0 to 1',
  standard: 'standardized pixels',
};

export interface GuestListProps {
  guests: readonly Guest[];
  misfits: GuestsView['misfits'];
  /** On the test images. */
  accuracyOf(guest: Guest): number;
  onRemove(id: string): void;
}

export function GuestList({ guests, misfits, accuracyOf, onRemove }: GuestListProps) {
  return (
    <>
      {guests.map((guest) => (
        <GuestCard key={guest.id} {...guest} onRemove={onRemove}>
          {groupedNumber(guest.parameters)} weights, {PIXELS[guest.scale]} · {(100 * accuracyOf(guest)).toFixed(2)} % of
          the test images
        </GuestCard>
      ))}
      {misfits.map((misfit) => (
        <GuestCard key={misfit.id} {...misfit} onRemove={onRemove}>
          does not answer here: {misfit.problem}
        </GuestCard>
      ))}
    </>
  );
}

interface GuestCardProps {
  id: string;
  name: string;
  children: ComponentChildren;
  onRemove(id: string): void;
}

function GuestCard({ id, name, children, onRemove }: GuestCardProps) {
  return (
    <section class="card guest" data-tone={toneOf(id)} aria-label={`Imported network ${id}`}>
      <span class="letter">{id}</span>
      <span class="card-title">
        {name}
        <small>{children}</small>
      </span>
      <button type="button" aria-label={`Remove ${id}`} onClick={() => onRemove(id)}>
        Remove
      </button>
    </section>
  );
}
