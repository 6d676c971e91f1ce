// A window on the page: in the user's own browser, or in a Chromium that shows none.
import type { MlpLabError } from '@mlp-lab/core';
import { hasDisplay } from './has-display';

export type WindowKind = 'open' | 'headless';

export interface BrowserWindow {
  close(): Promise<void>;
}

/**
 * @param onLost is called if the window closes on its own, as far as that can be known.
 * @throws MlpLabError `unavailable` if there is no browser.
 */
export type OpenWindow = (url: string, onLost: (error: MlpLabError) => void) => Promise<BrowserWindow>;

/** The kind that was asked for; otherwise the user's browser if there is a screen. */
export function windowKind({ open, headless }: { open?: boolean; headless?: boolean }): WindowKind {
  if (open) return 'open';
  return headless || !hasDisplay() ? 'headless' : 'open';
}

export async function windowOpener(kind: WindowKind): Promise<OpenWindow> {
  if (kind === 'headless') return (await import('./headless-window')).openHeadlessWindow;
  return (await import('./user-window')).openUserWindow;
}
