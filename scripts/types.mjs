// Checks the types of all packages and examples: their source, their tests, and what they use of each other's builds; then what a
// stricter program sees, and the declarations themselves in one for browsers. One thread, as `pnpm check` does other things beside it:
// more would check what they share once each.
import { tsc } from './tsc.mjs';

const failed = ['.', 'examples', 'tsconfig.strict.json', 'tsconfig.declarations.json'].filter(
  (project) => !tsc('-p', project, '--singleThreaded'),
);
process.exitCode = failed.length > 0 ? 1 : 0;
