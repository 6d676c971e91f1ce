// Lets a resource live as long as calls under way use it: `fit` and `dispose` may come while `predict` waits.

const uses = new WeakMap<object, { calls: number; free?: () => void }>();

/** Runs an action; the resource is not freed before the action ends. */
export async function whileUsing<Result>(resource: object, action: () => Promise<Result>): Promise<Result> {
  const use = uses.get(resource) ?? { calls: 0 };
  uses.set(resource, use);
  use.calls++;
  try {
    return await action();
  } finally {
    use.calls--;
    if (use.calls === 0) {
      uses.delete(resource);
      use.free?.();
    }
  }
}

/** Frees a resource: now, or when the last action that uses it has ended. */
export function freeWhenUnused(resource: object, free: () => void): void {
  const use = uses.get(resource);
  if (use === undefined) free();
  else use.free = free;
}
