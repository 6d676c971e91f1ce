// A page's own worker: it has threads of its own, and sends what came of them.
import { bitsOnThreads } from './bits-on-threads';

void bitsOnThreads().then((bits) => globalThis.postMessage(bits));
