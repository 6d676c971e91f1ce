// A window on the page that trains, and how it is opened.
import type { MlpLabError } from '@mlp-lab/core';

export interface BrowserWindow {
  close(): Promise<void>;
}

/**
 * @param onLost is called if the window closes on its own, as far as that can be known.
 * @throws MlpLabError `unavailable` if there is no browser.
 */
export type OpenWindow = (url: string, onLost: (error: MlpLabError) => void) => Promise<BrowserWindow>;
