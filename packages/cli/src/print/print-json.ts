// What --json prints: programs that read tables can tell the type of every field.
import { plainJson } from '@mlp-lab/experiment';

/** Prints plain data as JSON; fields that are absent or empty are left out. */
export function printJson(data: unknown): void {
  process.stdout.write(plainJson(data));
}
