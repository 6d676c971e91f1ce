// Where the build of the browser lab is: in the package @mlp-lab/lab, of which nothing is imported.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export function labFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@mlp-lab/lab/package.json')), 'dist');
}
