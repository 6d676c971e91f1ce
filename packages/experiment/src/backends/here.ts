// What this program runs in.
import type { Place } from './backend';

export const here: Place = typeof process === 'object' && process.versions?.node ? 'Node' : 'browsers';
