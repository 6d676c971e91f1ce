// Whether sums of products can be fused here.
import { isBrowser } from '../threads/node-workers';
import { missingWebAssembly, probeOf } from './webassembly-support';

// (module (func (export "f") (param f32 f32) (result f32) (f32x4.extract_lane 0 (f32x4.relaxed_madd x x y)))), where x and y fill their lanes
const lanes = (parameter: number) => [0x20, parameter, 0xfd, 0x13];
const PROBE = probeOf(
  0x07,
  [0x01, 0x60, 0x02, 0x7d, 0x7d, 0x01, 0x7d],
  [0x01, 0x00],
  [0x01, 0x01, 0x66, 0x00, 0x00],
  [0x01, 0x14, 0x00, ...lanes(0), ...lanes(0), ...lanes(1), 0xfd, 0x85, 0x02, 0xfd, 0x1f, 0x00, 0x0b],
);

/**
 * Why fused arithmetic is not available here; undefined if it can. It is computed in an instance, because some engines (Bun's) know the
 * instruction and round twice, as do processors without it. In Node 20, this switches the instruction on.
 */
export function missingFusion(): string | undefined {
  const missing = missingWebAssembly();
  if (missing) return missing;
  const isValid = () => WebAssembly.validate(PROBE);
  if (!isValid()) switchOn();
  if (!isValid()) return 'WebAssembly has no relaxed SIMD here: Node, Deno, Chrome and Firefox have it';
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(PROBE)).exports;
  const x = 1 + 2 ** -12; // its square has a bit more than a float holds
  return (f as (x: number, y: number) => number)(x, -1 - 2 ** -11)
    ? undefined
    : 'this processor, or this JavaScript engine, rounds each product';
}

function switchOn(): void {
  if (isBrowser()) return;
  try {
    process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
  } catch {} // no V8
}
