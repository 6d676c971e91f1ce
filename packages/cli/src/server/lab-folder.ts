// The folder of the built lab, in the package @mlp-lab/lab. Nothing of it is imported.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export function labFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@mlp-lab/lab/package.json')), 'dist');
}
