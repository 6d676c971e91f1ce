// The page's side: hands to the test what it runs.
import { failureOnThreads, smallComparison } from './small-comparison';

Object.assign(globalThis, { smallComparison, failureOnThreads });
