// The examples of the README and of the guide for users of scikit-learn print the output shown there.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(`${folder}/README.md`, 'utf8');
const guide = readFileSync(`${folder}/../../docs/voting-classifier.md`, 'utf8');
const EXAMPLE = /## ([^\n]*)\n(?:(?!\n## ).)*?```js[^\n]*\n(.*?)```.*?```text\n(.*?)```/gs;
const examples = [text, guide].flatMap((page) => [...page.matchAll(EXAMPLE)]);
const saved = mkdtempSync(join(tmpdir(), 'mlp-lab-readme-'));
afterAll(() => rmSync(saved, { recursive: true }));

it('finds three examples', () => expect(examples).toHaveLength(3));

it.each(examples.map(([, title, code, output]) => ({ title, code, output })))('$title', ({ code, output }) => {
  const program = code.replaceAll("'saved'", JSON.stringify(saved));
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'], // TensorFlow.js prints a greeting to stderr
  });
  expect(printed).toBe(output);
});
