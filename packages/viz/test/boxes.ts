// Estimates where the marks of a chart are: the contract requires them to stay inside and their text not to overlap.
import type { Chart, Mark } from '@mlp-lab/viz';

/** The mean width in pixels of a character at 12 pixels, by estimate: Liberation Sans has 6.2, DejaVu Sans 7. */
export const SVG_CHARACTER = 6.8;

export interface Box {
  name: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The cells of a string, counted independently of the library: two for East Asian wide characters and emoji. */
export const cells = (text: string): number =>
  [...text].reduce(
    (sum, c) =>
      sum +
      (/[\p{M}\p{Cf}]/u.test(c)
        ? 0
        : /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]|\p{Emoji_Presentation}/u.test(c)
          ? 2
          : 1),
    0,
  );

/** The box of a mark; `character` is the width of one, in pixels. */
export function boxOf(mark: Mark, character: number): Box {
  switch (mark.kind) {
    case 'text': {
      const width = cells(mark.text) * character;
      const left = mark.x - { start: 0, middle: width / 2, end: width }[mark.anchor ?? 'start'];
      return { name: mark.text, left, right: left + width, top: mark.y - 6, bottom: mark.y + 6 };
    }
    case 'line':
      return around(
        mark.kind,
        mark.points.flatMap((p) => (p ? [p] : [])),
      );
    case 'band':
      return around(
        mark.kind,
        mark.points.flatMap((p) => (p ? [[p[0], p[1]] as const, [p[0], p[2]] as const] : [])),
      );
    case 'point':
      return around(mark.kind, [[mark.x, mark.y]]);
    case 'rule':
      return around(mark.kind, [
        [mark.x1, mark.y1],
        [mark.x2, mark.y2],
      ]);
    default:
      return around(mark.kind, [
        [mark.x, mark.y],
        [mark.x + mark.width, mark.y + mark.height],
      ]);
  }
}

function around(name: string, points: readonly (readonly [number, number])[]): Box {
  const [x, y] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return { name, left: Math.min(...x), right: Math.max(...x), top: Math.min(...y), bottom: Math.max(...y) };
}

/** Pairs of texts that overlap. */
export function overlaps(chart: Chart, character: number): string[] {
  const boxes = chart.marks.filter((mark) => mark.kind === 'text').map((mark) => boxOf(mark, character));
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.name} / ${b.name}`),
  );
}

/** The marks that are not within the chart. */
export function outside(chart: Chart, character: number): Box[] {
  return chart.marks
    .filter((mark) => !('points' in mark) || mark.points.some(Boolean))
    .map((mark) => boxOf(mark, character))
    .filter(
      (box) =>
        !(box.left >= -0.5 && box.top >= -0.5 && box.right <= chart.width + 0.5 && box.bottom <= chart.height + 0.5),
    );
}
