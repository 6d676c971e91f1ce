// The session's token. The address has it after the #, from where it is removed at once; a reloaded page finds it in the session storage.

import { readItem, writeItem } from '../storage/web-storage';

const KEY = 'mlp-lab-token';

/** Undefined if the page was opened without a token. */
export function takeToken(): string | undefined {
  const given = location.hash.slice(1);
  if (!given) return readItem('sessionStorage', KEY) ?? undefined;
  writeItem('sessionStorage', KEY, given);
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}
