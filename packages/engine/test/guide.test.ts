// The two programs of docs/moving-from-model-fit.md, before and after, learn the same.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(`${folder}/../../docs/moving-from-model-fit.md`, 'utf8');
const programs = [...text.matchAll(/```js (\S+)\n(.*?)```/gs)].map(([, name, code]) => ({ name, code }));

it('has two programs', () => expect(programs.map(({ name }) => name)).toEqual(['before.mjs', 'after.mjs']));

it.each(programs)('$name', ({ code }) => {
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'], // TensorFlow.js prints a greeting to stderr
  });
  const [accuracy, , shape] = printed.trim().split('\n');
  expect(Number(accuracy)).toBeGreaterThan(0.7); // by chance a third; the initial weights have no seed, and 300 of them gave at least 0.91
  expect(shape).toBe('[ 300, 3 ]');
});
