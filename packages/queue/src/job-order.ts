// Runs the steps of the same job one after another, and those of others meanwhile.

export interface JobOrder {
  /** Runs a step of a job after those before it. A step that fails is told to `onError`, and the next one runs. */
  run(job: string, step: () => Promise<void>): void;
  /** Resolves when the steps so far have ended. */
  settled(): Promise<void>;
}

export function jobOrder(onError: (job: string, error: unknown) => void): JobOrder {
  const last = new Map<string, Promise<void>>();
  return {
    run(job, step) {
      const next = (last.get(job) ?? Promise.resolve()).then(step).catch((error) => onError(job, error));
      last.set(job, next);
      void next.then(() => last.get(job) === next && last.delete(job));
    },
    async settled() {
      await Promise.all(last.values());
    },
  };
}
