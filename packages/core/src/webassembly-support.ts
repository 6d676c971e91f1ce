// Whether code can be compiled here: the engine's modules need WebAssembly with SIMD, and a memory.

// (module (memory 1) (func (drop (v128.const i64x2 0 0))))
const SECTIONS = [
  [0x01, 0x60, 0x00, 0x00], // a type: no parameters, no results
  [0x01, 0x00], // a function of that type
  [0x01, 0x00, 0x01], // a memory of one page
  [0x01, 0x15, 0x00, 0xfd, 0x0c, ...new Uint8Array(16), 0x1a, 0x0b], // its code
];
const PROBE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x03, 0x05, 0x0a].flatMap((id, i) => [id, SECTIONS[i].length, ...SECTIONS[i]]),
]);

let reason: string | undefined | null = null;

/**
 * Why WebAssembly can't be used here, and what to do about it; undefined if it can. Tried once a thread, down to an instance: in
 * WebKit, a page that forbids WebAssembly may still validate and compile it.
 */
export function missingWebAssembly(): string | undefined {
  if (reason === null) reason = probe();
  return reason;
}

function probe(): string | undefined {
  if (typeof WebAssembly !== 'object')
    return 'there is no WebAssembly here: Node has none under --jitless, nor has a browser in its strictest mode';
  if (!WebAssembly.validate(PROBE)) return 'WebAssembly has no SIMD here: all browsers have it since 2023';
  try {
    new WebAssembly.Instance(new WebAssembly.Module(PROBE));
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return error instanceof RangeError
      ? `${NO_ADDRESSES} (${message})`
      : `WebAssembly is forbidden here (${message}): a page's Content-Security-Policy must have 'wasm-unsafe-eval' in script-src`;
  }
}

/** What to do where not even a memory of one page can be had. */
export const NO_ADDRESSES =
  'this process may not reserve the address space of a WebAssembly memory, 10 GB in Node: raise the limit (ulimit -v), or start node with --disable-wasm-trap-handler';
