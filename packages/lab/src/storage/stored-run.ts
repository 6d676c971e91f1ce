// A run as the browser keeps it, apart from its networks.
import type { Settings } from '../state/settings';

/** A run: some cards, trained. Its networks are kept apart, by the run's id and their tasks' ids. */
export interface StoredRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly settings: Settings;
  readonly dataset: string;
  readonly isStarred: boolean;
  /** Whether it was playing when the page was last seen. */
  readonly isPlaying: boolean;
  /** By card: what the drawer shows. */
  readonly summary: readonly RunSummary[];
}

export interface RunSummary {
  readonly card: string;
  readonly title: string;
  readonly epochs: number;
  /** On the test images, of the first run of the card; undefined until it was tested. */
  readonly testAccuracy?: number;
  readonly validationAccuracy?: number;
  readonly seconds: number;
}
