// A chart, laid out for the width that the page has for it and drawn again when that changes.
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface ChartFigureProps {
  /** @param width pixels */
  draw(width: number): Chart;
}

const NARROWEST = 320;

export function ChartFigure({ draw }: ChartFigureProps) {
  const figure = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(figure.current!);
    return () => observer.disconnect();
  }, []);
  const svg = width === 0 ? '' : renderSvg(draw(Math.max(width, NARROWEST)), { style: false });
  return <figure ref={figure} class="chart" dangerouslySetInnerHTML={{ __html: svg }} />;
}
