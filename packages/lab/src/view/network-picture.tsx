// The picture of the network: point at a unit to see its numbers, click to pin it.
import { className, type Dataset } from '@mlp-lab/core';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { DenseWeights, LayerValues } from '../training/forward-pass';
import { DigitPicture } from './digit-picture';
import { colorsOf } from './network-colors';
import { HEIGHT, layout, type Unit } from './network-layout';
import { type Painting, paintNetwork } from './paint-network';
import { inSlices } from './slices';
import { useWidth } from './use-width';

export interface NetworkPictureProps {
  weights: readonly DenseWeights[];
  values: readonly LayerValues[];
  pixels: Uint8Array | undefined;
  dataset: Dataset;
  tone: number;
  shown?: Unit;
  pinned?: Unit;
  onHover(unit: Unit | undefined): void;
  onPin(unit: Unit | undefined): void;
}

/** Drawn on one canvas: thousands of pixels of weights are quicker so. */
export function NetworkPicture({
  weights,
  values,
  pixels,
  dataset,
  tone,
  shown,
  pinned,
  onHover,
  onPin,
}: NetworkPictureProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { test, classNames } = dataset;
  const width = Math.max(300, useWidth(box));
  const places = useMemo(
    () => layout(values, width, classNames !== undefined),
    [values.map(({ outputs }) => outputs.length).join(), width, classNames],
  );
  const painting = useRef<Painting & { width: number }>(undefined);
  const isPainting = useRef(false);

  /** Out of sight, so that a picture is seen when it is complete; what changes meanwhile is painted next. */
  function paint(): void {
    const element = canvas.current;
    const next = painting.current;
    if (!element || !next) return;
    painting.current = undefined;
    isPainting.current = true;
    const scale = window.devicePixelRatio || 1;
    const hidden = new OffscreenCanvas(next.width * scale, HEIGHT * scale);
    const context = hidden.getContext('2d')!;
    context.scale(scale, scale);
    inSlices(paintNetwork(context, next), () => {
      Object.assign(element, { width: hidden.width, height: hidden.height });
      element.getContext('2d')!.drawImage(hidden, 0, 0);
      isPainting.current = false;
      paint();
    });
  }
  useEffect(() => {
    const colors = colorsOf(canvas.current!);
    const nameOf = (unit: number) => className(dataset, unit);
    painting.current = { weights, values, pixels, side: test.width, places, shown, nameOf, colors, width };
    if (!isPainting.current) paint();
  }, [weights, values, pixels, places, shown?.layer, shown?.unit, tone]);
  const unitAt = ({ offsetX, offsetY }: MouseEvent) =>
    places.find(
      (place) =>
        offsetX >= place.x && offsetX < place.x + place.size && offsetY >= place.y && offsetY < place.y + place.size,
    );
  return (
    <div ref={box} class="network-picture" data-tone={tone}>
      <span class="network-input">
        <DigitPicture pixels={pixels} width={test.width} height={test.height} label="The input" />
      </span>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`The network: ${values.map(({ outputs }) => outputs.length).join(', ')} units. Choose one below to read its numbers.`}
        onPointerMove={(event) => onHover(unitAt(event))}
        onPointerLeave={() => onHover(undefined)}
        onClick={(event) => {
          const unit = unitAt(event);
          onPin(unit && pinned && unit.layer === pinned.layer && unit.unit === pinned.unit ? undefined : unit);
        }}
      />
    </div>
  );
}
