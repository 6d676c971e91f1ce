// What a page that comes late must hear: all that has happened, without what is out of date.
import type { CompareEvent } from '@mlp-lab/experiment';

export function eventLog() {
  let events: CompareEvent[] = [];
  return {
    /** Progress within an epoch and earlier reports are of no use later. */
    add(event: CompareEvent): void {
      if (event.type === 'training' && !event.progress.isEpochEnd) return;
      if (event.type === 'run') events = events.filter(({ type }) => type !== 'run');
      events.push(event);
    },
    all: (): readonly CompareEvent[] => events,
  };
}
