// Networks on their way into the browser's storage: one at a time, with a pause after each, so that a page that trains and draws is not
// held up. Of several states of a network, only the newest is written.

export interface SaveQueue<Value> {
  /** Takes the place of what waits under the same keys. */
  add(run: string, id: string, value: Value): void;
  /** Writes all that waits, at once. */
  flush(): Promise<void>;
  /** Forgets what waits of a run. */
  drop(run: string): void;
}

/** @param options.pause milliseconds after each. */
export function openSaveQueue<Value>(
  put: (run: string, id: string, value: Value) => Promise<void>,
  { pause = 200, onFailure }: { pause?: number; onFailure(error: Error): void },
): SaveQueue<Value> {
  const waiting = new Map<string, { run: string; id: string; value: Value }>();
  let isBusy = false;

  async function drain(): Promise<void> {
    isBusy = true;
    for (let next = take(); next; next = take()) {
      await write(next);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    isBusy = false;
  }

  function take() {
    const [first] = waiting;
    if (first) waiting.delete(first[0]);
    return first?.[1];
  }

  const write = ({ run, id, value }: { run: string; id: string; value: Value }) => put(run, id, value).catch(onFailure);

  return {
    add(run, id, value) {
      const key = JSON.stringify([run, id]);
      waiting.set(key, { run, id, value });
      if (!isBusy) void drain();
    },
    async flush() {
      const all = [...waiting.values()];
      waiting.clear();
      await Promise.all(all.map(write));
    },
    drop(run) {
      for (const [key, entry] of waiting) if (entry.run === run) waiting.delete(key);
    },
  };
}
