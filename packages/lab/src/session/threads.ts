// On how many threads this browser trains: a setting of the machine, which no link holds, as it changes no number.
import { coreCount } from '@mlp-lab/core';

const KEY = 'mlp-lab-threads';
const MOST = 8; // unless a person asks for more: each holds a copy of the images where memory can't be shared

/** @returns at least 1, at most the number of processors. */
export function rememberedThreads(): number {
  const kept = Number(localStorageOrNone()?.getItem(KEY));
  return Math.min(coreCount(), kept >= 1 ? Math.floor(kept) : MOST);
}

export function rememberThreads(threads: number): void {
  localStorageOrNone()?.setItem(KEY, String(threads));
}

/** A browser may forbid it. */
function localStorageOrNone(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
