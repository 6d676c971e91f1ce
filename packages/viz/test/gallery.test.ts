// The gallery in docs/ is the snapshot of these tests: `vitest run packages/viz -u` updates it.
import { renderSvg, renderText } from '@mlp-lab/viz';
import { describe, expect, test } from 'vitest';
import { type Example, examples } from './examples';

const DOCS = '../../../docs';
const text = (draw: Example['draw']) => renderText(draw(), { width: 80 });

describe.each(Object.entries(examples))('the example of %s', (name, { draw }) => {
  test('matches the gallery as SVG', async () => {
    await expect(renderSvg(draw())).toMatchFileSnapshot(`${DOCS}/gallery/${name}.svg`);
  });

  test('matches the gallery as text', async () => {
    await expect(`${text(draw)}\n`).toMatchFileSnapshot(`${DOCS}/gallery/${name}.txt`);
  });
});

const MOST_LINES = 40; // of text on the page; the file has the rest

const section = ([name, { heading, about, draw }]: [string, Example]): string => {
  const lines = text(draw).split('\n');
  const more = lines.length > MOST_LINES ? `\n\n[All ${lines.length} lines](gallery/${name}.txt)` : '';
  return `## ${heading}\n\n${about}\n\n![${heading}](gallery/${name}.svg)\n\n\`\`\`text\n${lines.slice(0, MOST_LINES).join('\n')}\n\`\`\`${more}\n`;
};

test('the page of the gallery shows every example, as a picture and as text', async () => {
  const intro =
    '# Gallery\n\nEvery chart of `@mlp-lab/viz`, as SVG and as text of 80 columns without colour. ' +
    'The data comes from real runs; the code is in `packages/viz/test/examples.ts`.\n';
  const page = [intro, ...Object.entries(examples).map(section)].join('\n');
  await expect(page).toMatchFileSnapshot(`${DOCS}/gallery.md`);
});
