// Numbers that come one by one → an array that is no larger than they need.
import type { NumericArray } from '@mlp-lab/core';

/** Bytes, until a value is none: then floats. */
export function growingPixels() {
  let data: Uint8Array | Float32Array = new Uint8Array(1 << 20);
  let length = 0;
  return {
    push(value: number): void {
      if (length === data.length) data = grown(data, 2 * data.length);
      if (data instanceof Uint8Array && (value < 0 || value > 255 || !Number.isInteger(value)))
        data = Float32Array.from(data);
      data[length++] = value;
    },
    finish: (): NumericArray => data.subarray(0, length),
  };
}

function grown(data: Uint8Array | Float32Array, length: number): Uint8Array | Float32Array {
  const larger = data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  larger.set(data);
  return larger;
}
