// The range of a float32 that `exp` and `log` stay within, whoever computes them.

/** The smallest positive normal float32, 2⁻¹²⁶: `log` of anything smaller is the logarithm of this. */
export const LEAST_FLOAT = 1.1754943508222875e-38;

/** The greatest exponent of `exp`: e^88.02 is still a float32. */
export const GREATEST_EXPONENT = 88.02;
