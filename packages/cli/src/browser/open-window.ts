// A window on the page: in the user's own browser, or in a Chromium without one.
import { hasDisplay } from './has-display';

export type WindowKind = 'open' | 'headless';

export interface BrowserWindow {
  close(): Promise<void>;
}

/** What is asked for, else the user's browser where there is a screen to show it on. */
export function windowKind({ open, headless }: { open?: boolean; headless?: boolean }): WindowKind {
  if (open) return 'open';
  return headless || !hasDisplay() ? 'headless' : 'open';
}

/**
 * @param onEnd called where the window ends by itself, as far as that can be told.
 * @throws MlpLabError `unavailable` where there is no browser.
 */
export async function openWindow(kind: WindowKind, url: string, onEnd: (error: Error) => void): Promise<BrowserWindow> {
  if (kind === 'headless') return (await import('./headless-window')).openHeadlessWindow(url, onEnd);
  return (await import('./user-window')).openUserWindow(url);
}
