// A window on the page that trains, and how it is opened.
import type { MlpLabError } from '@mlp-lab/core';

export interface BrowserWindow {
  close(): Promise<void>;
}

export interface WindowEvents {
  /** The window closed on its own, as far as that can be known. */
  onLost(error: MlpLabError): void;
  /** Its page crashed, and another one is about to be opened in its place. */
  onCrash(): void;
}

/** @throws MlpLabError `unavailable` if there is no browser. */
export type OpenWindow = (url: string, events: WindowEvents) => Promise<BrowserWindow>;
