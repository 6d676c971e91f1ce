// The imported networks: what each is, how well it does, and how to let it go.
import type { Scale } from '@mlp-lab/core';
import type { Guest } from '../import/guest';
import { toneOf } from '../state/settings';

const PIXELS: Readonly<Record<Scale, string>> = {
  none: 'pixels 0 to 255',
  unit: 'pixels 0 to 1',
  standard: 'standardized pixels',
};

export interface GuestListProps {
  guests: readonly Guest[];
  /** On the test images. */
  accuracyOf(guest: Guest): number;
  onRemove(guest: Guest): void;
}

export function GuestList({ guests, accuracyOf, onRemove }: GuestListProps) {
  return (
    <>
      {guests.map((guest) => (
        <section
          key={guest.id}
          class="card guest"
          data-tone={toneOf(guest.id)}
          aria-label={`Imported network ${guest.id}`}
        >
          <span class="letter">{guest.id}</span>
          <span class="card-title">
            {guest.name}
            <small>
              {guest.parameters.toLocaleString('en')} weights, {PIXELS[guest.scale]} ·{' '}
              {(100 * accuracyOf(guest)).toFixed(2)} % of the test images
            </small>
          </span>
          <button type="button" aria-label={`Remove ${guest.id}`} onClick={() => onRemove(guest)}>
            Remove
          </button>
        </section>
      ))}
    </>
  );
}
