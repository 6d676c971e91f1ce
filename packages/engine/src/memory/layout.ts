// The layout of the one WebAssembly memory: blocks in the order in which they are reserved, each aligned to a cache line.
//
//   base ┌ batch: rows of activations and of their gradients, layer by layer
//        ├ scratch memory of kernels (lists of pixels, random bits, column sums)
//        ├ weights, then their gradients, then each slot of the optimizer, all three in the same order
//        └ transposed weights, moving statistics
//    end, then: the order of the rows, scalars of the steps, targets, and x where it is not shared
//
// Shared x lies below `base`. Kernels read everything that is not the module's own by addresses in its call block.

/** Bytes of a cache line. */
export const CACHE_LINE = 64;
/** Address 0 means that there is nothing. */
export const FIRST_ADDRESS = CACHE_LINE;
/** Floats of a vector. */
export const LANES = 4;
/** Bytes of a float. */
export const FLOAT = 4;
/** Bytes of a vector. */
export const VECTOR = LANES * FLOAT;

/** Reserves blocks of memory, from `base` upwards. */
export interface Layout {
  /** Returns the address of a block of `bytes`, aligned to a cache line. */
  reserve(bytes: number): number;
  /** The first free address. */
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

export const alignToLine = (address: number) => Math.ceil(address / CACHE_LINE) * CACHE_LINE;

/** The number of vectors that hold `width` floats: 13 for 50. */
export const vectorsOf = (width: number) => Math.ceil(width / LANES);

/** A batch of rows of floats. Row s starts at `address + s * stride`; floats after `width` are padding that nothing reads. */
export interface RowBlock {
  readonly address: number;
  readonly width: number;
  readonly vectors: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** Reserves rows whose stride is no large power of two: such a stride maps a column's numbers in all rows to the same few cache lines. */
export function reserveRowBlock(layout: Layout, count: number, width: number): RowBlock {
  const vectors = vectorsOf(width);
  const bytes = vectors * VECTOR;
  const stride = bytes >= 512 && bytes % 256 === 0 ? bytes + CACHE_LINE : bytes;
  return { address: layout.reserve(count * stride + CACHE_LINE), width, vectors, stride };
}
