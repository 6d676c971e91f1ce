// Whether code can be compiled here: the engine's modules need WebAssembly with SIMD, and a memory.

/** A module of these sections, without their ids and lengths: types, functions, the third by its id, and code. */
export const probeOf = (third: number, ...sections: number[][]) =>
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x03, third, 0x0a].flatMap((id, i) => [id, sections[i].length, ...sections[i]]),
  ]);

// (module (memory 1) (func (drop (v128.const i64x2 0 0)))), or the same without the memory
const moduleWith = (memories: number[]) =>
  probeOf(
    0x05,
    [0x01, 0x60, 0x00, 0x00], // a type: no parameters, no results
    [0x01, 0x00], // a function of that type
    memories,
    [0x01, 0x15, 0x00, 0xfd, 0x0c, ...new Uint8Array(16), 0x1a, 0x0b], // its code
  );
const PROBE = moduleWith([0x01, 0x00, 0x01]); // of one page
const QUICK_PROBE = moduleWith([0x00]);

let known: { reason?: string } | undefined;

/**
 * Why WebAssembly can't be used here, and what to do about it; undefined if it can. Tried down to an instance: in WebKit, a page that
 * forbids WebAssembly may still validate and compile it. A thread tries a memory once, and the rest (some 10 microseconds) each time:
 * Cloudflare's runtime allows WebAssembly only until the modules of a program have been loaded.
 *
 * @param afresh whether to try everything again
 */
export function missingWebAssembly(afresh = false): string | undefined {
  if (afresh || !known) known = { reason: missingFeature() ?? refusal(PROBE) };
  return known.reason ?? refusal(QUICK_PROBE);
}

const PAGES = "a page's Content-Security-Policy must have 'wasm-unsafe-eval' in script-src";

function missingFeature(): string | undefined {
  if (typeof WebAssembly !== 'object') return `there is no WebAssembly here: start node without --jitless; ${PAGES}`;
  if (!WebAssembly.validate(PROBE)) return 'WebAssembly has no SIMD here: all browsers have it since 2023';
}

function refusal(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(bytes));
  } catch (error) {
    const { message } = error as Error;
    return error instanceof RangeError
      ? `this process may not reserve the address space of a WebAssembly memory, 10 GB in Node: raise the limit (ulimit -v), or start node with --disable-wasm-trap-handler (${message})`
      : `WebAssembly is forbidden here (${message}): ${PAGES}`;
  }
}
