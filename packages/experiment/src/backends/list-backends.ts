// What backends there are, and which of them can be had here.
import { definitions, whyNot } from './definitions';

/** Plain JSON. */
export interface BackendStatus {
  name: string;
  /** In a line, for people. */
  description: string;
  /** Where it can run: `Node`, `browsers`. */
  places: string[];
  /** Why it can't be had here, and what to do about that; null where it can. */
  missing: string | null;
}

/** Tries all backends, and loads what that takes: the fastest first, in the order in which `auto` tries them. */
export async function listBackends(): Promise<BackendStatus[]> {
  const statuses: BackendStatus[] = [];
  for (const definition of definitions) {
    const { name, description, places } = definition;
    statuses.push({ name, description, places: [...places], missing: (await whyNot(definition)) ?? null });
  }
  return statuses;
}
