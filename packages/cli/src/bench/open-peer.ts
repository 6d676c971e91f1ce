// The same unit of work in another library: a script that trains an epoch whenever it is told to.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A script that waits for its turns. */
export interface Peer {
  readonly script: string;
  /** `JAX 0.10.2, an epoch in one lax.scan, 1 thread` */
  readonly name: string;
  /** Milliseconds of its epochs, where it has trained them all already. */
  readonly epochs?: number[];
  /** Trains an epoch. Resolves to its milliseconds. */
  epoch(): Promise<number>;
  close(): void;
}

/** A line of a script: first its name, or that it does not train what is asked for; then the milliseconds of each epoch. */
interface Line {
  readonly name?: string;
  readonly skips?: boolean;
  readonly epochs?: number[];
  readonly ms?: number;
}

/**
 * Starts a script, and waits until it has trained an epoch that is not counted.
 *
 * @returns undefined where it does not train what is asked for.
 * @throws Error with the line of stderr that names the error, or the last line.
 */
export async function openPeer(script: string, [program, ...args]: readonly string[]): Promise<Peer | undefined> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let problem = '';
  child.stderr.on('data', (text) => {
    problem = `${problem}${text}`.slice(-2000);
  });
  child.stdin.on('error', () => {}); // it ended: the next read says so
  const failed = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('close', () => reject(new Error(lineOfError(problem) || `${program} ended`)));
  });
  failed.catch(() => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Line> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) return failed;
      if (String(value).startsWith('{')) return JSON.parse(value);
    }
  };
  const {
    name = script,
    skips,
    epochs,
  } = await Promise.race([next(), failed.catch((error) => next().catch(() => Promise.reject(error)))]);
  if (skips) return undefined;
  return {
    script,
    name,
    epochs,
    async epoch() {
      child.stdin.write('\n');
      return (await next()).ms!;
    },
    close: () => child.stdin.end(),
  };
}

/** Python prints the error last, Node.js before the stack and its own version. */
function lineOfError(text: string): string | undefined {
  const lines = text.trimEnd().split('\n');
  return lines.findLast((line) => /^[\w.]*(Error|Exception)\b/.test(line)) ?? lines.at(-1);
}
