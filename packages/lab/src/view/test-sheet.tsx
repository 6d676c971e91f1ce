// The first test images as a contact sheet; those that the chosen network misclassifies are highlighted.
import { className, type Dataset, type ImageSet } from '@mlp-lab/core';
import type { ChosenRun, Mistake } from '@mlp-lab/report';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface TestSheetProps {
  dataset: Dataset;
  chosen?: ChosenRun;
  mistakes?: Mistake[];
}

const TILE = 28; // CSS pixels
const ROWS = 4;

export function TestSheet({ dataset, chosen, mistakes }: TestSheetProps) {
  const { test } = dataset;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [columns, setColumns] = useState(0);
  const isDark = useIsDark();
  const shown = Math.min(columns * ROWS, test.count);
  const wrong = new Map(mistakes?.filter(({ index }) => index < shown).map((mistake) => [mistake.index, mistake]));

  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setColumns(Math.floor(entry.contentRect.width / TILE)));
    observer.observe(canvas.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (columns > 0) paint(canvas.current!, test, columns, new Set(wrong.keys()));
  }, [test, columns, mistakes, isDark]);

  const words = caption(shown, chosen, mistakes && wrong.size);
  return (
    <figure class="sheet">
      <canvas
        ref={canvas}
        role="img"
        aria-label={words}
        onPointerMove={(event) => pointAt(event, columns, wrong, dataset)}
      />
      <figcaption>{words}</figcaption>
    </figure>
  );
}

function caption(shown: number, chosen: ChosenRun | undefined, wrong: number | undefined): string {
  const which = `The first ${shown} test images`;
  if (!chosen || wrong === undefined) return `${which}.`;
  const name = chosen.row.variant;
  const found = wrong === 0 ? `${name} gets all of these right` : `Orange: ${wrong} that ${name} gets wrong`;
  return `${which}. ${found}. Overall it gets ${(100 * chosen.run.testAccuracy).toFixed(1)} % right.`;
}

/** One pixel of the canvas for each pixel of an image; the page scales it. */
function paint(
  canvas: HTMLCanvasElement,
  { images, width, height, count }: ImageSet,
  columns: number,
  wrong: ReadonlySet<number>,
) {
  const [ink, lit] = ['--ink', '--lit'].map((name) => color(getComputedStyle(canvas).getPropertyValue(name)));
  canvas.width = columns * width;
  canvas.height = ROWS * height;
  canvas.style.width = `${columns * TILE}px`;
  const context = canvas.getContext('2d')!;
  for (let i = 0; i < Math.min(columns * ROWS, count); i++) {
    const tile = context.createImageData(width, height);
    const [red, green, blue] = wrong.has(i) ? lit : ink;
    for (let pixel = 0; pixel < width * height; pixel++)
      tile.data.set([red, green, blue, images[i * width * height + pixel]], 4 * pixel);
    context.putImageData(tile, (i % columns) * width, Math.floor(i / columns) * height);
  }
}

/** `#1b1f24` → [27, 31, 36] */
const color = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.trim().slice(at, at + 2), 16));

/** Tells the label and the prediction of the misclassified image under the pointer. */
function pointAt(
  { currentTarget, offsetX, offsetY }: PointerEvent,
  columns: number,
  wrong: ReadonlyMap<number, Mistake>,
  dataset: Dataset,
) {
  const canvas = currentTarget as HTMLCanvasElement;
  const size = canvas.clientWidth / columns;
  const mistake = wrong.get(Math.floor(offsetY / size) * columns + Math.floor(offsetX / size));
  canvas.title = mistake
    ? `${className(dataset, mistake.label)}, classified as ${className(dataset, mistake.prediction)}`
    : '';
}

function useIsDark(): boolean {
  const query = useRef(matchMedia('(prefers-color-scheme: dark)'));
  const [isDark, setIsDark] = useState(query.current.matches);
  useEffect(() => {
    const follow = () => setIsDark(query.current.matches);
    query.current.addEventListener('change', follow);
    return () => query.current.removeEventListener('change', follow);
  }, []);
  return isDark;
}
