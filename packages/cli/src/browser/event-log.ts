// The events that a page needs if it is opened late or reloaded: all that still matter.
import type { CompareEvent } from '@mlp-lab/experiment';

export function eventLog() {
  let events: CompareEvent[] = [];
  return {
    /** Progress within an epoch and earlier reports no longer matter. */
    add(event: CompareEvent): void {
      if (event.type === 'training' && !event.progress.isEpochEnd) return;
      if (event.type === 'run') events = events.filter(({ type }) => type !== 'run');
      events.push(event);
    },
    all: (): readonly CompareEvent[] => events,
  };
}
