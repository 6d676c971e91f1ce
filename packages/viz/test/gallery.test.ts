import { renderSvg, renderText } from '@mlp-lab/viz';
import { describe, expect, test } from 'vitest';
import { examples } from './examples';

describe.each(Object.entries(examples))('the example of %s', (name, example) => {
  test('is drawn as SVG as in the gallery', async () => {
    await expect(renderSvg(example())).toMatchFileSnapshot(`./gallery/${name}.svg`);
  });

  test('is drawn as text as in the gallery', async () => {
    await expect(`${renderText(example(), { width: 80 })}\n`).toMatchFileSnapshot(`./gallery/${name}.txt`);
  });
});
