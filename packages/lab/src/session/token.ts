// The session's token. The address has it after the #, from where it is removed at once; a reloaded page finds it in the session storage.

const KEY = 'mlp-lab-token';

/** Undefined if the page was opened without a token. */
export function takeToken(): string | undefined {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY) ?? undefined;
}
