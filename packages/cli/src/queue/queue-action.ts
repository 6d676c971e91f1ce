import { InvalidArgumentError } from 'commander';

/** What `mlp-lab queue` does. */
export type QueueAction = 'status' | 'clear';

/** @throws InvalidArgumentError for another word. */
export function queueAction(word: string): QueueAction {
  if (word === 'status' || word === 'clear') return word;
  throw new InvalidArgumentError('Allowed choices are status, clear.');
}
