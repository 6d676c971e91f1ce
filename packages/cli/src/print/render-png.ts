// Chart → PNG, by resvg, which is native and therefore installed only where PNGs are asked for.
import { crc32 } from 'node:zlib';
import { MlpLabError } from '@mlp-lab/core';
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { onDemand } from '../on-demand';

const ZOOM = 2; // sharp on screens with two pixels per point

/** @throws MlpLabError `unavailable` where resvg or any font is missing. */
export async function renderPng(chart: Chart, theme: 'light' | 'dark'): Promise<Uint8Array> {
  const { Resvg } = await loadResvg();
  if (!new Resvg(PROBE).getBBox())
    throw new MlpLabError(
      'unavailable',
      'PNG needs a font for its labels, and this machine has none: install one (Debian: apt install fonts-liberation), or use --format svg',
    );
  const imageRendering = 1; // the pixels of digits stay square
  const png = new Resvg(renderSvg(chart, { theme }), { imageRendering, fitTo: { mode: 'zoom', value: ZOOM } })
    .render()
    .asPng();
  return withDensity(png);
}

const PIXELS_PER_METRE = Math.round((ZOOM * 96) / 0.0254);
const HEADER_END = 33; // of signature and IHDR

/** The PNG with its pixels per metre, so that documents show it as large as the SVG. */
function withDensity(png: Buffer): Buffer {
  const body = Buffer.from('pHYs\0\0\0\0\0\0\0\0\x01', 'latin1'); // 1: the unit is the metre
  body.writeUInt32BE(PIXELS_PER_METRE, 4);
  body.writeUInt32BE(PIXELS_PER_METRE, 8);
  const [length, check] = [body.length - 4, crc32(body)].map((value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  });
  return Buffer.concat([png.subarray(0, HEADER_END), length, body, check, png.subarray(HEADER_END)]);
}

/** A letter: it has no extent if there is no font. */
const PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">M</text></svg>';

const loadResvg = () => onDemand('PNG', ['@resvg/resvg-js'], 'use --format svg', () => import('@resvg/resvg-js'));
