// A chart laid out for the available width, redrawn when the width changes.
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { useRef } from 'preact/hooks';
import { useWidth } from './use-width';

export interface ChartFigureProps {
  /** @param width pixels */
  draw(width: number): Chart;
}

export const NARROWEST = 320; // pixels in which charts can be read

export function ChartFigure({ draw }: ChartFigureProps) {
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const svg = width === 0 ? '' : renderSvg(draw(Math.max(width, NARROWEST)), { style: false });
  return <figure ref={figure} class="chart" dangerouslySetInnerHTML={{ __html: svg }} />;
}
