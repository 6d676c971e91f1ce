// Checks the types of all packages and examples: their source, their tests, and what they use of each other's builds.
import { existsSync, readdirSync } from 'node:fs';
import { tsc } from './tsc.mjs';

const projects = ['packages', 'examples']
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}/tsconfig.json`))
  .filter((file) => existsSync(file));

const failed = projects.filter((file) => !tsc('-p', file));
process.exitCode = failed.length > 0 ? 1 : 0;
