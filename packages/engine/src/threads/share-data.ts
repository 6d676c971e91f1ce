// One copy of the data for all threads.
import type { Rows } from '../program';

type Shareable = Float32Array | Uint8Array | Int32Array;

/**
 * A function that moves arrays to shared memory, each buffer once however many rows look at parts of it. Where there is
 * none (a browser without cross-origin isolation) it leaves them: then each thread gets a copy.
 */
export function dataSharer(): (rows: Rows) => Rows {
  const copies = new Map<ArrayBufferLike, SharedArrayBuffer>();

  function share<Data extends Shareable>(data: Data): Data {
    if (typeof SharedArrayBuffer === 'undefined' || data.buffer instanceof SharedArrayBuffer) return data;
    let copy = copies.get(data.buffer);
    if (!copy) {
      copy = new SharedArrayBuffer(data.buffer.byteLength);
      new Uint8Array(copy).set(new Uint8Array(data.buffer));
      copies.set(data.buffer, copy);
    }
    const View = data.constructor as new (buffer: SharedArrayBuffer, offset: number, length: number) => Data;
    return new View(copy, data.byteOffset, data.length);
  }

  return ({ count, x, y, weights }) => ({
    count,
    x: share(x),
    y: share(y),
    ...(weights && { weights: share(weights) }),
  });
}
