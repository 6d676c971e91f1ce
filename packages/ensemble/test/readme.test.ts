// The README's example prints what the README says.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));

it('the example of the README runs and prints what stands there', () => {
  const text = readFileSync(`${folder}/README.md`, 'utf8');
  const [, code, output] = text.match(/```js\n(.*?)```.*?```text\n(.*?)```/s) ?? [];
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(printed).toBe(output);
});
