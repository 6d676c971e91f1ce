// The sign bit of floats.
import { type Vector, vectorOfInt } from '../assembler/vector';

export const SIGN_BIT = vectorOfInt(-0x80000000);

/** `magnitude`, which is not negative, with the sign of x. */
export const copySign = (magnitude: Vector, x: Vector): Vector => magnitude.or(x.and(SIGN_BIT));
