import { digits } from '@mlp-lab/viz';
import { afterEach, expect, it, vi } from 'vitest';

const chart = digits([{ pixels: [0, 255, 128, 64], height: 2, width: 2, label: 7 }]);

/** The renderer with another module for '@resvg/resvg-js'. */
async function rendererWith(make: () => object) {
  vi.doMock('@resvg/resvg-js', make);
  return import('./render-png');
}

afterEach(() => {
  vi.doUnmock('@resvg/resvg-js');
  vi.resetModules();
});

it('says how to install what PNG needs if it is missing', async () => {
  const { renderPng } = await rendererWith(() => {
    throw new Error('not found');
  });
  const error = {
    code: 'unavailable',
    message: expect.stringMatching(/npm install @resvg\/resvg-js, or use --format svg/),
  };
  await expect(renderPng(chart, 'light')).rejects.toMatchObject(error);
});

it('says that there is no font, rather than draw no labels', async () => {
  const { Resvg } = await vi.importActual<typeof import('@resvg/resvg-js')>('@resvg/resvg-js');
  class WithoutFonts extends Resvg {
    constructor(svg: string | Buffer, options = {}) {
      super(svg, { ...options, font: { loadSystemFonts: false } });
    }
  }
  const { renderPng } = await rendererWith(() => ({ Resvg: WithoutFonts }));
  await expect(renderPng(chart, 'light')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/PNG needs a font .* use --format svg/),
  });
});
