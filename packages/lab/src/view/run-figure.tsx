// One of a run's charts, or the reason why it is not available.
import { MlpLabError } from '@mlp-lab/core';
import { type ChartName, type RunData, runCharts } from '@mlp-lab/report';
import { renderSvg } from '@mlp-lab/viz';
import { useEffect, useRef, useState } from 'preact/hooks';
import { NARROWEST } from './chart-figure';
import { useWidth } from './use-width';

type Drawn = { svg: string } | { problem: string };

export function RunFigure({ name, run }: { name: ChartName; run: RunData }) {
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const [drawn, setDrawn] = useState<Drawn>({ svg: '' });
  useEffect(() => {
    if (width === 0) return;
    let isCurrent = true;
    draw(name, run, Math.max(width, NARROWEST)).then((next) => isCurrent && setDrawn(next));
    return () => {
      isCurrent = false;
    };
  }, [name, run, width]);
  return (
    <>
      <figure ref={figure} class="chart" dangerouslySetInnerHTML={{ __html: 'svg' in drawn ? drawn.svg : '' }} />
      {'problem' in drawn && <p class="note">{drawn.problem}.</p>}
    </>
  );
}

async function draw(name: ChartName, run: RunData, width: number): Promise<Drawn> {
  try {
    return { svg: renderSvg(await runCharts[name].draw(run, { width }), { style: false }) };
  } catch (error) {
    if (error instanceof MlpLabError) return { problem: error.message };
    throw error;
  }
}
