// The connected pieces of a mask, and those of them that are the digit.
import type { Plane } from './plane';

/** `[height, width]`: 1 where there is ink. */
export interface Mask {
  readonly values: Uint8Array;
  readonly height: number;
  readonly width: number;
}

export interface Piece {
  label: number;
  area: number;
  mass: number;
  peak: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The connected pieces of a mask, by flood fill over the eight neighbours. */
export function piecesOf({ values, height, width }: Mask, ink: Plane): { pieces: Piece[]; labels: Int32Array } {
  const labels = new Int32Array(values.length);
  const pieces: Piece[] = [];
  const stack: number[] = [];
  for (let start = 0; start < values.length; start++) {
    if (!values[start] || labels[start]) continue;
    const label = pieces.length + 1;
    const piece: Piece = { label, area: 0, mass: 0, peak: 0, top: height, bottom: 0, left: width, right: 0 };
    labels[start] = label;
    stack.push(start);
    while (stack.length > 0) {
      const at = stack.pop()!;
      const [row, column] = [Math.floor(at / width), at % width];
      piece.area++;
      piece.mass += ink.values[at];
      piece.peak = Math.max(piece.peak, ink.values[at]);
      piece.top = Math.min(piece.top, row);
      piece.bottom = Math.max(piece.bottom, row);
      piece.left = Math.min(piece.left, column);
      piece.right = Math.max(piece.right, column);
      for (let r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++)
        for (let c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
          const next = r * width + c;
          if (values[next] && !labels[next]) {
            labels[next] = label;
            stack.push(next);
          }
        }
    }
    pieces.push(piece);
  }
  return { pieces, labels };
}

const LEAST_HEIGHT = 0.1; // of the picture
const COMPANION = { mass: 0.06, distance: 0.2 }; // of the digit's mass and size: a stroke that was interrupted

/** The piece with the most ink that does not touch the border, and the smaller ones beside it. */
export function choosePieces({ pieces }: { pieces: Piece[] }, { height, width }: Mask, strong: number): Piece[] {
  const inside = pieces.filter(
    ({ top, bottom, left, right, peak }) =>
      peak >= strong && top > 0 && left > 0 && bottom < height - 1 && right < width - 1,
  );
  if (inside.length === 0) return [];
  const main = inside.reduce((a, b) => (b.mass > a.mass ? b : a));
  const size = Math.max(main.bottom - main.top, main.right - main.left) + 1;
  if (size < LEAST_HEIGHT * Math.max(height, width)) return [];
  const gap = (a: Piece, b: Piece) =>
    Math.hypot(Math.max(0, a.left - b.right, b.left - a.right), Math.max(0, a.top - b.bottom, b.top - a.bottom));
  return inside.filter(
    (piece) =>
      piece === main || (piece.mass >= COMPANION.mass * main.mass && gap(piece, main) <= COMPANION.distance * size),
  );
}
