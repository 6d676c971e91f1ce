#!/usr/bin/env bash
# Bun accepts WebAssembly's f32x4.relaxed_madd on a processor with fused multiply-add, and rounds after the multiplication all the same.
#
# Expected: one rounding, as V8 computes it on the same processor; a program that validates the instruction to find out whether it gains by
#   fusing, or whether its bits are those of another machine, is told that it may.
# Seen 2026-11-29 (Bun 1.4.5, Node 20.20, Linux x86-64 with FMA): x · x − 1 − 2⁻¹¹ for x = 1 + 2⁻¹² is 0 in Bun and 2⁻²⁴ in Node. The
#   relaxed SIMD proposal allows both, so only computing tells them apart.
# In mlp-lab: `arithmetic: 'fused'` is probed by computing, in an instance, and refused where the machine rounds twice.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder @oven/bun-linux-x64@1.4.5
cat > try.mjs <<'JS'
// (module (func (export "f") (param f32 f32) (result f32) (f32x4.extract_lane 0 (f32x4.relaxed_madd x x y)))), x and y in all lanes
const lanes = (parameter) => [0x20, parameter, 0xfd, 0x13];
const code = [0x01, 0x14, 0x00, ...lanes(0), ...lanes(0), ...lanes(1), 0xfd, 0x85, 0x02, 0xfd, 0x1f, 0x00, 0x0b];
const bytes = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x07, 0x01, 0x60, 0x02, 0x7d, 0x7d, 0x01, 0x7d],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, code.length, ...code],
]);
const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
console.log(WebAssembly.validate(bytes), f(1 + 2 ** -12, -1 - 2 ** -11));
JS
flag=$(node --v8-options | grep -o -- '--experimental-wasm-relaxed-simd' | head -1 || true) # Node 20 needs it
grep -q -w fma /proc/cpuinfo && echo 'The processor has fused multiply-add.'
node=$(node ${flag:+"$flag"} try.mjs)
bun=$(node_modules/@oven/bun-linux-x64/bin/bun try.mjs)
echo "Node (valid, result): $node"
echo "Bun (valid, result): expected $node, received $bun"
[ "$node" = 'true 5.960464477539063e-8' ] && [ "$bun" = 'true 0' ]
