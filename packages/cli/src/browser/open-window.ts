// A window on the page: in the user's own browser, or in a Chromium that shows none.
import type { OpenWindow } from './browser-window';
import { hasDisplay } from './has-display';

export type WindowKind = 'open' | 'headless';

/** The kind that was asked for; otherwise the user's browser if there is a screen. */
export function windowKind({ open, headless }: { open?: boolean; headless?: boolean }): WindowKind {
  if (open) return 'open';
  return headless || !hasDisplay() ? 'headless' : 'open';
}

export async function windowOpener(kind: WindowKind): Promise<OpenWindow> {
  if (kind === 'headless') return (await import('./headless-window')).openHeadlessWindow;
  return (await import('./user-window')).openUserWindow;
}
