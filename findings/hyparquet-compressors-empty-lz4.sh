#!/usr/bin/env bash
# hyparquet-compressors throws on an LZ4 block of nothing, which pyarrow writes as the dictionary page of a column that is null throughout.
#
# Expected: the block 00 (a token without literals, then the end) gives 0 bytes, as it does in pyarrow:
#   pa.decompress(b'\x00', decompressed_size=0, codec='lz4_raw') == b''
# Seen 2026-11-29 (hyparquet-compressors 1.1.2, Node 20.20, Linux x86-64): `compressors.LZ4_RAW(Uint8Array.of(0), 0)` and `LZ4` throw
#   "lz4 offset out of range 0": the offset of a copy is read beyond the end. Hugging Face's `path` is often such a column.
# In mlp-lab: a page of 0 bytes is not given to the library, and the paths are not read.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder hyparquet-compressors@1.1.2
cat > try.mjs <<'JS'
import { compressors } from 'hyparquet-compressors';

const outcome = (codec, block, length) => {
  try {
    return `[${compressors[codec](Uint8Array.from(block), length)}]`;
  } catch (error) {
    return error.message;
  }
};
console.log(`expected: [65,66], received: ${outcome('LZ4_RAW', [0x20, 65, 66], 2)}`);
const [raw, hadoop] = ['LZ4_RAW', 'LZ4'].map((codec) => outcome(codec, [0], 0));
console.log(`expected: [] for the block of nothing, received: ${raw}; as LZ4: ${hadoop}`);
process.exitCode = raw === '[]' && hadoop === '[]' ? 1 : 0;
JS
node try.mjs
