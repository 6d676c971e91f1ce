// How the program ends: 0 done, 1 failed, 2 wrong usage, 130 interrupted; never with another code, whatever a plugin does.
import { say } from './print/say';

export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;
export const INTERRUPTED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Call this before anything else runs. */
export function guardExitCode(): void {
  process.on('exit', (code) => {
    if ([DONE, FAILED, WRONG_USAGE, INTERRUPTED].includes(code)) return;
    process.exitCode = FAILED;
    const reason =
      code === 13 ? 'it waited for something that never happened' : `code ${code} was passed to process.exit`;
    say(`the program ended before it was done: ${reason}`);
  });
  // Until a command listens itself.
  for (const signal of SIGNALS)
    process.on(signal, () => process.listenerCount(signal) > 1 || process.exit(INTERRUPTED));
  // Progress and warnings that nobody can receive (a closed pipe, a full disk) don't end the work.
  process.stderr.on('error', () => {});
}

/** Calls `act` at Ctrl-C and at the system's requests to end. @returns a function that ends this. */
export function onInterrupt(act: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, act);
  return () => {
    for (const signal of SIGNALS) process.off(signal, act);
  };
}
