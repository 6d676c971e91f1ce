// How a network's sums of products round.

/** All kinds of arithmetic, the usual one first. */
export const ARITHMETICS = ['separate', 'fused'] as const;

/**
 * How dense layers multiply and add. `separate` rounds after each of the two, and gives the same bits everywhere. `fused` rounds once,
 * after both (WebAssembly's f32x4.relaxed_madd): faster on most processors, to other bits, the same on all machines that fuse.
 */
export type Arithmetic = (typeof ARITHMETICS)[number];
