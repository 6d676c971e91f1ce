// Chooses the window that trains: in the user's own browser, or in a Chromium that shows none.
import type { OpenWindow } from './browser-window';
import { hasDisplay } from './has-display';

/** The kind that was asked for; otherwise the user's browser if there is a screen. */
export async function windowOpener({ open, headless }: { open?: boolean; headless?: boolean }): Promise<OpenWindow> {
  const isHeadless = !open && (headless || !hasDisplay());
  if (isHeadless) return (await import('./headless-window')).openHeadlessWindow;
  return (await import('./user-window')).openUserWindow;
}
