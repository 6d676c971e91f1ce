// The page: gives the test the functions whose results it compares.
import { bitsOfAllPrograms } from './bits-of-programs';
import { bitsOnThreads } from './bits-on-threads';

Object.assign(globalThis, { bitsOfAllPrograms, bitsOnThreads });
