// The canvas to draw a digit on, with a mouse, a finger or a pen.
import { useEffect, useRef } from 'preact/hooks';
import { CANVAS_SIZE, PEN_WIDTH, type Point, type Stroke } from '../drawing/stroke';

export interface DrawPadProps {
  strokes: readonly Stroke[];
  onChange(strokes: readonly Stroke[]): void;
}

const DRAW_PAD = 'draw';

/** Brings the canvas into sight; Tab goes on to the test images from there. */
export const focusDrawPad = (): void => document.getElementById(DRAW_PAD)?.focus();

export function DrawPad({ strokes, onChange }: DrawPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<readonly Stroke[]>(undefined);
  const frame = useRef<number>(undefined);
  const drawn = useRef<readonly Stroke[]>(strokes);
  const tell = () => {
    frame.current = undefined;
    if (drawing.current) drawn.current = drawing.current;
    onChange(drawn.current);
  };

  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    context.clearRect(0, 0, CANVAS_SIZE, CANVAS_SIZE);
    Object.assign(context, { lineWidth: PEN_WIDTH, lineCap: 'round', lineJoin: 'round', strokeStyle: '#fff' });
    for (const stroke of strokes) {
      context.beginPath();
      for (const [x, y] of stroke) context.lineTo(x, y);
      if (stroke.length === 1) context.lineTo(stroke[0][0] + 0.1, stroke[0][1]);
      context.stroke();
    }
  }, [strokes]);

  const pointOf = ({ currentTarget, offsetX, offsetY }: PointerEvent): Point => {
    const scale = CANVAS_SIZE / (currentTarget as HTMLElement).clientWidth;
    return [Math.round(offsetX * scale), Math.round(offsetY * scale)];
  };
  const extend = (event: PointerEvent) => {
    const [last, ...rest] = [...drawing.current!].reverse();
    drawing.current = [...rest.reverse(), [...last, pointOf(event)]];
    frame.current ??= requestAnimationFrame(tell); // pens send more points than a screen shows
  };
  const end = () => {
    if (!drawing.current) return;
    if (frame.current !== undefined) cancelAnimationFrame(frame.current);
    tell();
    drawing.current = undefined;
  };
  return (
    <canvas
      ref={canvas}
      id={DRAW_PAD}
      tabIndex={-1}
      class="pad"
      width={CANVAS_SIZE}
      height={CANVAS_SIZE}
      role="img"
      aria-label="Canvas: draw a digit here, or choose a test image below"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drawing.current = [...strokes, [pointOf(event)]];
        onChange(drawing.current);
      }}
      onPointerMove={(event) => drawing.current && extend(event)}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
