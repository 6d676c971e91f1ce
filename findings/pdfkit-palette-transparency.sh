#!/usr/bin/env bash
# pdfkit gives a PNG with a palette and transparency a wrong mask, if it has fewer than 8 bits per pixel.
#
# Expected: the soft mask in the PDF has the transparency of each pixel, whatever the depth of the PNG.
# Seen 2026-11-28 (pdfkit 0.20.2, Node 20.20, Linux x86-64): of a picture whose left half is opaque, parts of both halves are drawn; the same
#   picture at 8 bits per pixel is right. Nothing is printed.
# In mlp-lab: `plot --format pdf` passes images on as 8-bit RGBA.
set -euo pipefail
. "$(dirname "$0")/in-temp-folder.sh"
in_temp_folder pdfkit@0.20.2

cat > case.mjs <<'EOF'
import zlib from 'node:zlib';
import PDFDocument from 'pdfkit';

const SIZE = 8;
const uint32 = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value >>> 0); return bytes; };
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), Buffer.from(data)]);
  return Buffer.concat([uint32(data.length), body, uint32(zlib.crc32(body))]);
};

/** Colour 1, opaque red, in the left half; colour 0, transparent, in the right half. */
function png(depth) {
  const rows = [];
  for (let y = 0; y < SIZE; y++) {
    const row = Buffer.alloc(1 + (SIZE * depth) / 8);
    for (let x = 0; x < SIZE / 2; x++) row[1 + Math.floor((x * depth) / 8)] |= 1 << (8 - depth - ((x * depth) % 8));
    rows.push(row);
  }
  const header = [...uint32(SIZE), ...uint32(SIZE), depth, 3, 0, 0, 0];
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('PLTE', [0, 0, 0, 255, 0, 0]), chunk('tRNS', [0, 255]),
    chunk('IDAT', zlib.deflateSync(Buffer.concat(rows))), chunk('IEND', []),
  ]);
}

/** The first row of the soft mask that the PDF has for the picture. */
async function mask(depth) {
  const document = new PDFDocument();
  const parts = [];
  document.on('data', (part) => parts.push(part));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.image(png(depth), 0, 0);
  document.end();
  await ended;
  const pdf = Buffer.concat(parts);
  const text = pdf.toString('latin1');
  const [, id] = text.match(/\/SMask (\d+) 0 R/);
  const start = text.indexOf(`\n${id} 0 obj`);
  const from = text.indexOf('stream\n', start) + 'stream\n'.length;
  return [...zlib.inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).subarray(0, SIZE)];
}

const expected = [255, 255, 255, 255, 0, 0, 0, 0];
const masks = { 8: await mask(8), 4: await mask(4) };
console.log(`expected at either depth  ${expected}`);
for (const [depth, found] of Object.entries(masks)) console.log(`mask at ${depth} bits per pixel  ${found}`);
const same = (found) => found.join() === expected.join();
process.exitCode = same(masks[8]) && !same(masks[4]) ? 0 : 1;
EOF
node case.mjs
