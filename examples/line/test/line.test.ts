import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** What a program of the example prints. */
async function print(file: string): Promise<string> {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [path]);
  expect(stderr).toBe('');
  return stdout;
}

const numbers = (text: string) => [...text.matchAll(/0\.\d+/g)].map(([number]) => Number(number));

it('shows the digits that the notebook shows first', async () => {
  expect(await print('1-digits.mjs')).toMatch(/Label: 5 +Label: 7/);
});

it('makes tensors of the shapes that the notebook prints', async () => {
  const text = await print('2-tensors.mjs');
  expect(text).toContain('[ 60000, 784 ] [ 10000, 784 ] [ 60000, 10 ] [ 10000, 10 ]');
  expect(text).toContain('0 0 0 0 0 1 0 0 0 0');
});

it("builds the notebook's network", async () => {
  // 784 · 50 + 50 + 3 · (50 · 50 + 50) + 50 · 10 + 10
  expect(await print('3-model.mjs')).toMatch(/parameters: 47410/);
});

it('trains it to more than three in four in two epochs', async () => {
  // One seed on raw pixels: over 40 of them 0.784 to 0.901, with quartiles 0.888 and 0.894 (Keras, over 27: 0.884 and 0.893).
  const [first, second] = numbers((await print('4-fit.mjs')).split('test:')[0]);
  expect(second).toBeGreaterThan(0.75);
  expect(second).toBeGreaterThan(first);
});

it('lets three networks vote, better than each', async () => {
  const [first, second, third, vote] = numbers(await print('5-vote.mjs'));
  expect(vote).toBeGreaterThan(Math.max(first, second, third));
});

it('draws the curves', async () => {
  expect(await print('6-chart.mjs')).toMatch(/combined 0\.9\d/);
});
