// Chart → SVG. Its colours follow the light or dark mode of the reader, or are those of one theme.
import { checkBoolean, checkOptions } from '@mlp-lab/core';
import { area, line, symbol, symbolCircle, symbolDiamond } from 'd3-shape';
import type { BandMark, Chart, LineMark, Mark, PixelsMark, PointMark, RectMark, RuleMark, TextMark } from '../chart';
import { checkChart } from '../check-chart';
import { cleanText } from '../layout/text-width';
import { pixelsPng } from './pixels-png';
import { checkTheme, type Paint, paintAttributes, svgStyle, type Theme } from './svg-style';

/** Options of `renderSvg`. */
export interface SvgOptions {
  /** `auto` follows the reader's mode in browsers and is light elsewhere; `light` and `dark` are the same everywhere. @default 'auto' */
  theme?: Theme | undefined;
  /**
   * Whether the SVG contains its style sheet. `false` is for HTML pages that have `svgStyle(theme)` once, for many charts or under a
   * Content-Security-Policy. @default true
   */
  style?: boolean | undefined;
}

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
  const [width, height] = [chart.width + 2 * MARGIN, chart.height + 2 * MARGIN];
  // The stroke is named, because ImageMagick's default is black.
  const mode = theme === 'dark' ? 'dark' : 'light';
  const paint = (tones: Paint) => paintAttributes(tones, mode);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="mlp-lab-${theme}" role="img" ` +
      `width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}" ` +
      `font-family="${FONT}" font-size="12" stroke="none" image-rendering="optimizeSpeed">`,
    `<title>${escapeXml(chart.title)}</title>`,
    `<desc>${escapeXml(chart.desc)}</desc>`,
    ...(style ? [`<style>${svgStyle(theme)}</style>`] : []),
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" rx="6" ${paint({ fill: 'surface' })}/>`,
    ...chart.marks.map((mark) => drawMark(mark, { paint, mode, inPage: !style })),
    '</svg>\n',
  ].join('\n');
}

/** How elements are coloured. */
interface Brush {
  /** The attributes for tones. */
  paint(tones: Paint): string;
  mode: 'light' | 'dark';
  /** Whether only browsers draw the chart. */
  inPage: boolean;
}

function drawMark(mark: Mark, brush: Brush): string {
  switch (mark.kind) {
    case 'text':
      return drawText(mark, brush);
    case 'line':
      return drawLine(mark, brush);
    case 'band':
      return drawBand(mark, brush);
    case 'rect':
      return drawRect(mark, brush);
    case 'point':
      return drawPoint(mark, brush);
    case 'rule':
      return drawRule(mark, brush);
    case 'pixels':
      return drawPixels(mark, brush);
  }
}

function drawText({ x, y, text, anchor = 'start', tone = 'text', weight, size }: TextMark, { paint }: Brush): string {
  return (
    `<text x="${px(x)}" y="${px(y + BASELINE)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}` +
    `${size === 'title' ? ' font-size="14"' : ''}${weight === 'bold' ? ' font-weight="600"' : ''} ${paint({ fill: tone })}>${escapeXml(text)}</text>`
  );
}

function drawLine({ points, tone, width = 2, dashed, opacity }: LineMark, { paint }: Brush): string {
  const path = line<LineMark['points'][number]>(
    (p) => p![0],
    (p) => p![1],
  )
    .defined((p) => p !== null)
    .digits(1)([...points]);
  return (
    `<path d="${path ?? ''}" ${paint({ fill: 'none', stroke: tone })} stroke-width="${width}" stroke-linejoin="round" ` +
    `stroke-linecap="round"${dashed ? ' stroke-dasharray="3 4"' : ''}${opacity === undefined ? '' : ` opacity="${opacity}"`}/>`
  );
}

function drawBand({ points, tone }: BandMark, { paint }: Brush): string {
  const path = area<BandMark['points'][number]>()
    .x((p) => p![0])
    .y0((p) => p![1])
    .y1((p) => p![2])
    .defined((p) => p !== null)
    .digits(1)([...points]);
  return `<path d="${path ?? ''}" ${paint({ fill: tone })} opacity="0.18"/>`;
}

function drawRect({ role, x, y, width, height, tone, opacity, title }: RectMark, { paint }: Brush): string {
  const shape =
    `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"${role === 'bar' ? ' rx="2"' : ''} ` +
    `${paint({ fill: tone })}${opacity === undefined ? '' : ` fill-opacity="${px(opacity, 3)}"`}`;
  return withTitle('rect', shape, title);
}

function drawPoint({ x, y, shape, tone, title }: PointMark, { paint }: Brush): string {
  const path = symbol(shape === 'diamond' ? symbolDiamond : symbolCircle, shape === 'diamond' ? 56 : 50).digits(1)();
  const painted =
    shape === 'ring'
      ? `${paint({ fill: 'surface', stroke: tone })} stroke-width="2"`
      : paint({ fill: tone, stroke: 'surface' });
  return withTitle('path', `<path transform="translate(${px(x)},${px(y)})" d="${path}" ${painted}`, title);
}

function drawRule({ x1, y1, x2, y2, tone, width = 1 }: RuleMark, { paint }: Brush): string {
  return `<path d="M${px(x1)},${px(y1)}L${px(x2)},${px(y2)}" ${paint({ fill: 'none', stroke: tone })} stroke-width="${width}"/>`;
}

/** In a file it is named twice, because Inkscape 1.2 and ImageMagick know only `xlink:href`, which SVG 2 has replaced by `href`. */
function drawPixels(mark: PixelsMark, { mode, inPage }: Brush): string {
  const { x, y, width, height, scheme, title } = mark;
  const png = pixelsPng(mark, mode);
  const shape =
    `<image class="${scheme}" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" ` +
    `preserveAspectRatio="none" href="${png}"${inPage ? '' : ` xlink:href="${png}"`}`;
  return withTitle('image', shape, title);
}

const withTitle = (element: string, open: string, title: string | undefined): string =>
  title === undefined ? `${open}/>` : `${open}><title>${escapeXml(title)}</title></${element}>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that is safe inside an element and inside a quoted attribute. */
const escapeXml = (text: string): string => cleanText(text).replace(/[&<>"]/g, (char) => ENTITIES[char]);

/** A coordinate with one decimal, without trailing zeros. */
const px = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));
