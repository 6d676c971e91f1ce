// Where everything lives in the one WebAssembly memory: regions in the order in which they are asked for, each on a cache line.
//
//   base ┌ batch: rows of activations and of their gradients, layer by layer
//        ├ scratch of kernels (lists of pixels, random bits, column sums)
//        ├ weights, then their gradients, then each slot of the optimizer, all three in the same order
//        └ transposed weights, moving statistics
//    end: behind it the order of the rows, scalars of the steps, targets, and x where it is not shared
//
// Shared x lies below `base`. Kernels read all that is not the module's own by addresses in its call block.

const LINE = 64;
/** 0 stands for nothing. */
export const FIRST_ADDRESS = LINE;
const LANES = 4;
const FLOAT = 4;
/** Bytes in a vector of four floats. */
export const VECTOR = LANES * FLOAT;

/** Hands out regions of memory, from `base` upwards. */
export interface Layout {
  /** A region of `bytes`, which starts on a cache line: its address. */
  reserve(bytes: number): number;
  /** The first address that is not in use. */
  readonly end: number;
}

export function createLayout(base: number): Layout {
  let end = alignToLine(base);
  return {
    reserve(bytes) {
      const address = end;
      end = alignToLine(end + bytes);
      return address;
    },
    get end() {
      return end;
    },
  };
}

export const alignToLine = (address: number) => Math.ceil(address / LINE) * LINE;

/** Vectors that hold `width` floats: 13 for 50. */
export const vectorsOf = (width: number) => Math.ceil(width / LANES);

/** A batch of rows of floats: row s starts at `address + s * stride`; floats beyond `width` are padding that nothing reads. */
export interface RowBlock {
  readonly address: number;
  readonly width: number;
  readonly vectors: number;
  /** Bytes from a row to the next. */
  readonly stride: number;
}

/** Rows whose stride avoids large powers of two: those map all rows of a column to the same few lines of the cache. */
export function reserveRowBlock(layout: Layout, count: number, width: number): RowBlock {
  const vectors = vectorsOf(width);
  const bytes = vectors * VECTOR;
  const stride = bytes >= 512 && bytes % 256 === 0 ? bytes + LINE : bytes;
  return { address: layout.reserve(count * stride + LINE), width, vectors, stride };
}
