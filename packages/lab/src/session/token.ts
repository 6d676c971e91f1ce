// The token of this session: after the # of the address, from where it is taken at once; kept for when the page is reloaded.

const KEY = 'mlp-lab-token';

/** Undefined where the page was opened without one. */
export function takeToken(): string | undefined {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(KEY) ?? undefined;
}
