// Chart → SVG. Colours are CSS variables that follow the reader's light or dark mode, or are written out for one theme.
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
import { refuse } from '../check';
import { TONES, toneColors } from '../theme';
import { escapeXml } from './escape-xml';
import { pixelsPng } from './pixels-png';

export interface SvgOptions {
  /** `auto` follows the reader's mode by CSS variables; `light` and `dark` write colours out, as PNG converters need. */
  theme?: 'auto' | 'light' | 'dark';
  /**
   * Whether the chart brings its style sheet. `false` is for a page that has `svgStyle(theme)` already: for many charts, or
   * under a Content-Security-Policy. @default true
   */
  style?: boolean;
}

const MARGIN = 16;
const FONT = 'system-ui, -apple-system, Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif';
const BASELINE = 4; // from the middle of a line of 12 pixel type down to its baseline

/**
 * The chart as one `<svg>` element: an image with a title and a description for screen readers, a viewBox that lets it
 * grow and shrink, every user string escaped, no identifiers (so that many fit on one page).
 */
export function renderSvg(chart: Chart, { theme = 'auto', style = true }: SvgOptions = {}): string {
  checkTheme(theme);
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

/** The style sheet of all charts of a theme: the same for every chart. */
export function svgStyle(theme: 'auto' | 'light' | 'dark' = 'auto'): string {
  checkTheme(theme);
  const scope = `.mlp-lab-${theme}`;
  const variables = (mode: 'light' | 'dark') =>
    Object.entries(TONES)
      .map(([tone, colors]) => `--${tone}:${colors[mode]}`)
      .join(';');
  const base = `${scope}{max-width:100%;height:auto;font-variant-numeric:tabular-nums;image-rendering:pixelated}`;
  if (theme === 'light') return base;
  const invert = `${scope} .ink{filter:invert(1)}${scope} .diverging{filter:brightness(1.4)}`;
  if (theme === 'dark') return base + invert;
  return `${scope}{${variables('light')}}${base}@media(prefers-color-scheme:dark){${scope}{${variables('dark')}}${invert}}`;
}

function checkTheme(theme: string): void {
  if (!['auto', 'light', 'dark'].includes(theme)) refuse('theme', 'auto, light or dark', theme);
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

/** A coordinate with one decimal, without trailing zeros. */
const px = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));
