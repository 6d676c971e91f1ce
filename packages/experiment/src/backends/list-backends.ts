// All backends, and which of them are available here.
import { ARITHMETICS, type Arithmetic, missingFusion } from '@mlp-lab/core';
import { definitions, whyNot } from './definitions';

/** Plain JSON. */
export interface BackendStatus {
  /** What `backend` options call it. */
  name: string;
  /** One line for people. */
  description: string;
  /** Where it can run: `Node`, `browsers`. */
  places: string[];
  /** Why it isn't available here, and what to do about it; null if it is. */
  missing: string | null;
  /** Of the engine: how it can multiply and add here. */
  arithmetic?: Arithmetic[];
}

/** Checks all backends, the fastest first, in the order in which `auto` tries them. */
export async function listBackends(): Promise<BackendStatus[]> {
  const statuses: BackendStatus[] = [];
  for (const definition of definitions) {
    const { name, places } = definition;
    const description =
      typeof definition.description === 'string' ? definition.description : await definition.description();
    const missing = (await whyNot(definition)) ?? null;
    const arithmetic = ARITHMETICS.filter((kind) => kind === 'separate' || !missingFusion());
    statuses.push({ name, description, places: [...places], missing, ...(definition.compile && { arithmetic }) });
  }
  return statuses;
}
