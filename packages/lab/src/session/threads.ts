// On how many threads this browser trains: a setting of the machine, which no link holds, as it changes no number.
import { coreCount } from '@mlp-lab/core';
import { readItem, writeItem } from '../storage/web-storage';

const KEY = 'mlp-lab-threads';
const MOST = 8; // unless a person asks for more: each holds a copy of the images where memory can't be shared

/** The page's thread waits for the browser here. @returns at least 1, at most the number of processors. */
export function rememberedThreads(): number {
  const kept = Number(readItem('localStorage', KEY));
  return Math.min(coreCount(), kept >= 1 ? Math.floor(kept) : MOST);
}

export const rememberThreads = (threads: number): void => writeItem('localStorage', KEY, String(threads));
