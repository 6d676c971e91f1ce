// Chart → PDF for papers: vector graphics, fonts embedded. By pdfkit, which is installed only where PDFs are asked for.
import { fileURLToPath } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import { statFile } from '@mlp-lab/core/files';
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { onDemand } from '../on-demand';

const POINTS = 0.75; // per pixel: the PDF is as large as the SVG

/**
 * @param fontFile TrueType or OpenType. @default DejaVu Sans Condensed, whose licence allows embedding
 * @throws MlpLabError `unavailable` where the libraries are missing; `io` where the font can't be read; `invalid-argument` where it
 * lacks a character of the chart.
 */
export async function renderPdf(chart: Chart, theme: 'light' | 'dark', fontFile?: string): Promise<Uint8Array> {
  const { PDFDocument, svgToPdf, fontkit, PNG } = await loadPdfkit();
  const fonts = fontFile === undefined ? defaultFonts() : { regular: fontFile, bold: fontFile };
  const svg = renderSvg(chart, { theme });
  await checkCharacters(svg, fonts.regular, fontkit);
  const [, width, height] = svg.match(/ width="([\d.]+)" height="([\d.]+)"/)!.map(Number);
  const document = new PDFDocument({
    size: [width * POINTS, height * POINTS],
    margin: 0,
    info: { Title: chart.title, Subject: chart.desc, Creator: 'mlp-lab' },
  });
  const bytes: Buffer[] = [];
  document.on('data', (part: Buffer) => bytes.push(part));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const [name, file] of Object.entries(fonts)) document.registerFont(name, file);
  svgToPdf(document, withPlainImages(svg, PNG), 0, 0, { fontCallback: (_, bold) => (bold ? 'bold' : 'regular') });
  document.end();
  await ended;
  return Buffer.concat(bytes);
}

function defaultFonts(): { regular: string; bold: string } {
  const fileOf = (name: string) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  return { regular: fileOf('DejaVuSansCondensed'), bold: fileOf('DejaVuSansCondensed-Bold') };
}

/** pdfkit 0.20 misreads transparency in images of fewer than 8 bits per pixel: the images as 8-bit RGBA. */
const withPlainImages = (svg: string, { sync }: Libraries['PNG']): string =>
  svg
    .replaceAll(/ href="data:image[^"]*"/g, '')
    .replaceAll(/(?<=base64,)[^"]+/g, (png) => sync.write(sync.read(Buffer.from(png, 'base64'))).toString('base64'));

/** A character that a font lacks would be drawn as an empty box. */
async function checkCharacters(
  svg: string,
  file: string,
  fontkit: Pick<Libraries['fontkit'], 'openSync'>,
): Promise<void> {
  const font = await openFont(file, fontkit);
  const text = svg.replaceAll(/<(title|desc|style)>.*?<\/\1>|<[^>]*>/g, '');
  const missing = [...text].find((char) => char > ' ' && !font.hasGlyphForCodePoint(char.codePointAt(0)!));
  if (missing === undefined) return;
  throw new MlpLabError(
    'invalid-argument',
    `PDF: expected a font with every character of the chart, received one without "${missing}": give another by --font FILE, or use --format svg`,
  );
}

async function openFont(
  file: string,
  { openSync }: Pick<Libraries['fontkit'], 'openSync'>,
): Promise<{ hasGlyphForCodePoint(code: number): boolean }> {
  try {
    await statFile(file);
    const font = openSync(file);
    if ('hasGlyphForCodePoint' in font) return font;
    throw new Error('a collection of several fonts');
  } catch (cause) {
    throw new MlpLabError(
      'io',
      `--font: expected a TrueType or OpenType font, received ${file}: ${(cause as Error).message}`,
      { cause },
    );
  }
}

interface Libraries {
  PDFDocument: typeof import('pdfkit');
  svgToPdf: typeof import('svg-to-pdfkit');
  fontkit: typeof import('fontkit');
  PNG: typeof import('pngjs').PNG;
}

const PACKAGES = ['pdfkit', 'svg-to-pdfkit', 'fontkit', 'pngjs', 'dejavu-fonts-ttf'];

const loadPdfkit = (): Promise<Libraries> =>
  onDemand('PDF', PACKAGES, 'use --format svg', async () => {
    const [pdfkit, svg, fontkit, pngjs] = await Promise.all([
      import('pdfkit'),
      import('svg-to-pdfkit'),
      import('fontkit'),
      import('pngjs'),
    ]);
    // last, because it throws at once: the imports above would go on, and nobody would catch their failures
    import.meta.resolve('dejavu-fonts-ttf/package.json');
    return { PDFDocument: pdfkit.default, svgToPdf: svg.default, fontkit, PNG: pngjs.PNG };
  });
