// Fails where a document of the repository links to a file that does not exist.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const documents = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).split('\n').filter(existsSync);
const dead = documents.flatMap((document) =>
  [...readFileSync(document, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(dirname(document), target)))
    .map((target) => `${document}: links to ${target}, which does not exist`),
);
for (const problem of dead) console.error(problem);
process.exitCode = dead.length > 0 ? 1 : 0;
