// What the parts of a card are given.
import type { Registry } from '@mlp-lab/models';
import type { Action } from '../state/change-settings';
import type { CardField } from '../state/differences';
import type { Card } from '../state/settings';

export interface CardPanelProps {
  card: Card;
  /** The card that the others are compared with. */
  first: Card;
  registry: Registry;
  /** Pixels of an image. */
  inputs: number;
  classes: number;
  /** Epochs trained so far, counting the one in training: a change of the rate applies after them. */
  epochs: number;
  isOpen: boolean;
  canCopy: boolean;
  canRemove: boolean;
  /** What its training is at: `epoch 3 / 20 · 0.9412`. */
  status: string;
  hasFailed: boolean;
  hides(control: string): boolean;
  dispatch(action: Action): void;
  onToggle(): void;
}

/** What each group of a card's settings is given. */
export interface CardPartProps extends Pick<CardPanelProps, 'card' | 'first' | 'hides' | 'dispatch'> {
  /** In what the card differs from the first one. */
  found: readonly CardField[];
}
