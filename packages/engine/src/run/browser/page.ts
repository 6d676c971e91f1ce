// The page's side: hands to the test what it compares.
import { bitsOfAllPrograms } from './bits-of-programs';
import { bitsOnThreads } from './bits-on-threads';

Object.assign(globalThis, { bitsOfAllPrograms, bitsOnThreads });
