// A grey image on a canvas, one pixel for each of its own; the page scales it.
import { useEffect, useRef } from 'preact/hooks';

export interface DigitPictureProps {
  /** `[height, width]`, 0 to 255; absent for an empty picture. */
  pixels?: Uint8Array;
  width: number;
  height: number;
  /** For screen readers; absent where the text beside the picture says it. */
  label?: string;
}

export function DigitPicture({ pixels, width, height, label }: DigitPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const picture = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      picture.data.fill(pixels?.[i] ?? 0, 4 * i, 4 * i + 3);
      picture.data[4 * i + 3] = 255;
    }
    context.putImageData(picture, 0, 0);
  }, [pixels, width, height]);
  const role = label === undefined ? { 'aria-hidden': true } : ({ role: 'img', 'aria-label': label } as const);
  return <canvas ref={canvas} class="digit" width={width} height={height} {...role} />;
}
