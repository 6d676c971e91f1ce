// What the page shows of the open lab, and what a person can do with it.
import type { Dataset } from '@mlp-lab/core';
import type { Action } from '../state/change-settings';
import type { Settings } from '../state/settings';
import type { StoredRun } from '../storage/stored-run';
import type { NetworkState, SavedNetwork } from '../training/network-state';

/** What the page shows. */
export interface LabView {
  readonly settings: Settings;
  /** The images in use. Undefined while they are on their way. */
  readonly dataset?: Dataset;
  /** The images to show: those in use, else those that are here already, else an empty set. */
  readonly images: Dataset;
  /** Whether a person imported them. */
  readonly isOwnData: boolean;
  /** Whether training may begin with the first images: not where a link, a lesson or an earlier run says how many there are. */
  readonly beginsEarly: boolean;
  /** All images; undefined while they are on their way. */
  readonly all?: Dataset;
  readonly networks: readonly NetworkState[];
  readonly isPlaying: boolean;
  /** The run that is shown, once anything of it was trained. */
  readonly run: string;
  /** Those of this browser, the newest first. */
  readonly runs: readonly StoredRun[];
  /** Earlier runs whose curves are shown beside this one's. */
  readonly compared: readonly ComparedRun[];
  /** Why something could not be done. */
  readonly problem?: string;
  /** Sentences: what was done while the data was read, which classes have no images, and whether runs are lost with the page. */
  readonly notes: readonly string[];
  /** The most threads that train; known once there are images. */
  readonly threads?: number;
}

/** Whether training begins with the first images while the others are on their way. */
export const mayBeginEarly = ({ beginsEarly, settings }: LabView): boolean =>
  beginsEarly && settings.limit === undefined;

export interface ComparedRun {
  readonly run: StoredRun;
  readonly networks: ReadonlyMap<string, SavedNetwork>;
}

export interface LabSession {
  dispatch(action: Action): void;
  play(): void;
  pause(): void;
  step(): void;
  rewind(): void;
  restore(run: StoredRun): Promise<void>;
  star(run: StoredRun): void;
  remove(run: StoredRun): void;
  /** Shows or hides an earlier run's curves. */
  compare(run: StoredRun): Promise<void>;
  /** Trains on so many threads from now on; this browser remembers it. */
  useThreads(threads: number): void;
  /** Trains on a person's own data set from now on, which this browser keeps; without one, on the session's again. */
  useData(dataset?: Dataset): Promise<void>;
  link(): string;
}
