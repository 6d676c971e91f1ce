// The blocks of columns into which sparse rows are cut.

/** The columns of a row, cut into blocks of `blockColumns`; the last one may be narrower. */
export interface ColumnBlocks {
  readonly blocks: number;
  readonly blockColumns: number;
}

// A column fits in a byte; and in a layer of 50 units, the weights of so many pixels stay in the L1 cache while all rows of a batch use
// them.
const MAX_BLOCK_COLUMNS = 256;

/** Cuts rows of `inputs` columns into as few blocks as possible, of equal width where they can be. */
export function columnBlocks(inputs: number): ColumnBlocks {
  const blocks = Math.ceil(inputs / MAX_BLOCK_COLUMNS);
  return { blocks, blockColumns: Math.ceil(inputs / blocks) };
}
