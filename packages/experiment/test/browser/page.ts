// The page's side: hands the comparison to the test.
import { smallComparison } from './small-comparison';

Object.assign(globalThis, { smallComparison });
