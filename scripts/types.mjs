// Checks the types of all packages and examples: their source, their tests, and what they use of each other's builds; and
// the types that a stricter program sees. One thread, as `pnpm check` does other things beside it: more would check what they share once
// each.
import { tsc } from './tsc.mjs';

const failed = ['.', 'examples', 'tsconfig.strict.json'].filter((project) => !tsc('-p', project, '--singleThreaded'));
process.exitCode = failed.length > 0 ? 1 : 0;
