// The script of a process with one thread that trains tasks: it carries messages between the thread and the program that started it.
import { type LastWords, nodeWorkers } from '@mlp-lab/core';

const { Worker } = nodeWorkers();
const thread = new Worker(new URL('./task-thread.js', import.meta.url));

const end = (endsBecause: string) =>
  process.send?.({ endsBecause } satisfies LastWords, () => process.exit()) ?? process.exit();

process.on('message', (message) => thread.postMessage(message));
thread.on('message', (message: object) => process.send?.(message));
thread.on('messageerror', ({ message }) => end(message));
thread.on('error', (error: unknown) => end(String((error as Error | null)?.message ?? error)));
thread.on('exit', (code) => end(`it exited with code ${code}`));

process.on('disconnect', () => process.exit()); // the program is gone
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {}); // meant for the program
