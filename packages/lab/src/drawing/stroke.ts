// What a pen draws on the canvas.

export type Point = readonly [x: number, y: number];
/** One line of the pen, in the pixels of the canvas. */
export type Stroke = readonly Point[];

export const CANVAS_SIZE = 280;
export const PEN_WIDTH = 22; // about the strokes of MNIST, at ten times its size
