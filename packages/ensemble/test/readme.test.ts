// The examples of the README print the output shown there.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(`${folder}/README.md`, 'utf8');
const examples = [...text.matchAll(/## ([^\n]*)\n(?:(?!\n## ).)*?```js\n(.*?)```.*?```text\n(.*?)```/gs)];
const saved = mkdtempSync(join(tmpdir(), 'mlp-lab-readme-'));
afterAll(() => rmSync(saved, { recursive: true }));

it('has two examples', () => expect(examples).toHaveLength(2));

it.each(examples.map(([, title, code, output]) => ({ title, code, output })))('$title', ({ code, output }) => {
  const program = code.replaceAll("'saved'", JSON.stringify(saved));
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'], // TensorFlow.js prints a greeting to stderr
  });
  expect(printed).toBe(output);
});
