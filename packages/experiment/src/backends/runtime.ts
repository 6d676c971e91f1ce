// What this program runs in.
import { isBrowser } from '@mlp-lab/core';
import type { Runtime } from './backend';

export const runtime: Runtime = isBrowser() ? 'browsers' : 'Node';
