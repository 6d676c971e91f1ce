// Chart → SVG. Colours are CSS variables that follow the light or dark mode of the reader, or the literal ones of one theme.
import { checkBoolean, checkOptions, oneOf } from '@mlp-lab/core';
import { area, line, symbol, symbolCircle, symbolDiamond } from 'd3-shape';
import type {
  BandMark,
  Chart,
  LineMark,
  Mark,
  PixelsMark,
  PointMark,
  RectMark,
  RuleMark,
  TextMark,
  Tone,
} from '../chart';
import { checkChart } from '../check-chart';
import { cleanText } from '../layout/text-width';
import { TONES, toneColors } from '../theme';
import { pixelsPng } from './pixels-png';

export interface SvgOptions {
  /** `auto` follows the reader's mode with CSS variables; `light` and `dark` are for converters that don't know variables. @default 'auto' */
  theme?: Theme;
  /**
   * Whether the SVG contains its style sheet. `false` is for pages that have `svgStyle(theme)` once, for many charts or under a
   * Content-Security-Policy. @default true
   */
  style?: boolean;
}

type Theme = 'auto' | 'light' | 'dark';
const checkTheme = oneOf(['auto', 'light', 'dark']);

const MARGIN = 16; // pixels
const FONT = 'system-ui, -apple-system, Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif';
const BASELINE = 4; // pixels from the middle of a line of text down to its baseline, at 12 pixels

/**
 * The chart as one `<svg>` element: an image with a title and a description for screen readers and a viewBox that lets it
 * scale. All strings are escaped; there are no ids, so that a page can hold many charts.
 *
 * @throws MlpLabError `invalid-argument` for a chart or an option that can't be used.
 */
export function renderSvg(chart: Chart, options: SvgOptions = {}): string {
  checkChart(chart);
  const { theme = 'auto', style = true } = checkOptions('renderSvg', options, {
    theme: checkTheme,
    style: checkBoolean,
  });
  const color = theme === 'auto' ? (tone: Tone) => `var(--${tone})` : (tone: Tone) => toneColors(tone)[theme];
  const [width, height] = [chart.width + 2 * MARGIN, chart.height + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="mlp-lab-${theme}" role="img" width="${width}" height="${height}" ` +
      `viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}" font-family="${FONT}" font-size="12" image-rendering="optimizeSpeed">`,
    `<title>${escapeXml(chart.title)}</title>`,
    `<desc>${escapeXml(chart.desc)}</desc>`,
    ...(style ? [`<style>${svgStyle(theme)}</style>`] : []),
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" rx="6" fill="${color('surface')}"/>`,
    ...chart.marks.map((mark) => drawMark(mark, color)),
    '</svg>\n',
  ].join('\n');
}

/**
 * The style sheet that all charts of a theme share.
 *
 * @throws MlpLabError `invalid-argument` for an unknown theme.
 */
export function svgStyle(theme?: 'auto' | 'light' | 'dark' | null): string {
  const name = theme ?? 'auto';
  checkTheme('theme', name);
  const scope = `.mlp-lab-${name}`;
  const variables = (mode: 'light' | 'dark') =>
    Object.entries(TONES)
      .map(([tone, colors]) => `--${tone}:${colors[mode]}`)
      .join(';');
  const base = `${scope}{max-width:100%;height:auto;font-variant-numeric:tabular-nums;image-rendering:pixelated}`;
  if (name === 'light') return base;
  const invert = `${scope} .ink{filter:invert(1)}${scope} .diverging{filter:brightness(1.4)}`;
  if (name === 'dark') return base + invert;
  return `${scope}{${variables('light')}}${base}@media(prefers-color-scheme:dark){${scope}{${variables('dark')}}${invert}}`;
}

type Color = (tone: Tone) => string;

function drawMark(mark: Mark, color: Color): string {
  switch (mark.kind) {
    case 'text':
      return drawText(mark, color);
    case 'line':
      return drawLine(mark, color);
    case 'band':
      return drawBand(mark, color);
    case 'rect':
      return drawRect(mark, color);
    case 'point':
      return drawPoint(mark, color);
    case 'rule':
      return drawRule(mark, color);
    case 'pixels':
      return drawPixels(mark);
  }
}

function drawText({ x, y, text, anchor = 'start', tone = 'text', weight, size }: TextMark, color: Color): string {
  return (
    `<text x="${px(x)}" y="${px(y + BASELINE)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}` +
    `${size === 'title' ? ' font-size="14"' : ''}${weight === 'bold' ? ' font-weight="600"' : ''} fill="${color(tone)}">${escapeXml(text)}</text>`
  );
}

function drawLine({ points, tone, width = 2, dashed, opacity }: LineMark, color: Color): string {
  const path = line<LineMark['points'][number]>(
    (p) => p![0],
    (p) => p![1],
  )
    .defined((p) => p !== null)
    .digits(1)([...points]);
  return (
    `<path d="${path ?? ''}" fill="none" stroke="${color(tone)}" stroke-width="${width}" stroke-linejoin="round" ` +
    `stroke-linecap="round"${dashed ? ' stroke-dasharray="3 4"' : ''}${opacity === undefined ? '' : ` opacity="${opacity}"`}/>`
  );
}

function drawBand({ points, tone }: BandMark, color: Color): string {
  const path = area<BandMark['points'][number]>()
    .x((p) => p![0])
    .y0((p) => p![1])
    .y1((p) => p![2])
    .defined((p) => p !== null)
    .digits(1)([...points]);
  return `<path d="${path ?? ''}" fill="${color(tone)}" opacity="0.18"/>`;
}

function drawRect({ role, x, y, width, height, tone, opacity, title }: RectMark, color: Color): string {
  const shape =
    `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"${role === 'panel' ? '' : ' rx="2"'} ` +
    `fill="${color(tone)}"${opacity === undefined ? '' : ` fill-opacity="${px(opacity, 3)}"`}`;
  return withTitle('rect', shape, title);
}

function drawPoint({ x, y, shape, tone, title }: PointMark, color: Color): string {
  const path = symbol(shape === 'diamond' ? symbolDiamond : symbolCircle, shape === 'diamond' ? 56 : 50).digits(1)();
  const paint =
    shape === 'ring'
      ? `fill="${color('surface')}" stroke="${color(tone)}" stroke-width="2"`
      : `fill="${color(tone)}" stroke="${color('surface')}"`;
  return withTitle('path', `<path transform="translate(${px(x)},${px(y)})" d="${path}" ${paint}`, title);
}

function drawRule({ x1, y1, x2, y2, tone, width = 1 }: RuleMark, color: Color): string {
  return `<path d="M${px(x1)},${px(y1)}L${px(x2)},${px(y2)}" fill="none" stroke="${color(tone)}" stroke-width="${width}"/>`;
}

function drawPixels(mark: PixelsMark): string {
  const { x, y, width, height, scheme, title } = mark;
  const shape =
    `<image class="${scheme}" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" ` +
    `preserveAspectRatio="none" href="${pixelsPng(mark)}"`;
  return withTitle('image', shape, title);
}

const withTitle = (element: string, open: string, title: string | undefined): string =>
  title === undefined ? `${open}/>` : `${open}><title>${escapeXml(title)}</title></${element}>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that is safe inside an element and inside a quoted attribute. */
const escapeXml = (text: string): string => cleanText(text).replace(/[&<>"]/g, (char) => ENTITIES[char]);

/** A coordinate with one decimal, without trailing zeros. */
const px = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));
