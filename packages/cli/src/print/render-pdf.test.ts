import type { Chart } from '@mlp-lab/viz';
import { expect, it } from 'vitest';
import { renderPdf } from './render-pdf';

const chart = (text: string): Chart => ({
  width: 100,
  height: 16,
  title: 'x',
  desc: 'x',
  marks: [{ kind: 'text', x: 0, y: 8, text }],
});

it('refuses a character that the font lacks, instead of drawing an empty box', async () => {
  await expect(renderPdf(chart('基準'), 'light')).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringMatching(/without "基": give another by --font FILE/),
  });
});

it('refuses a file that is no font', async () => {
  await expect(renderPdf(chart('x'), 'light', 'package.json')).rejects.toMatchObject({ code: 'io' });
});
