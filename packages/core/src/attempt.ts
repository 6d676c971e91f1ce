/** Calls an action: what it throws at once is a promise that rejects, as what it throws later. */
export function attempt<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return Promise.resolve(action());
  } catch (error) {
    return Promise.reject(error);
  }
}
