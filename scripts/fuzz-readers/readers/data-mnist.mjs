// The readers of data-mnist: whole sources are "downloaded" from memory, pictures and IDX files are read as bytes.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { mutateBytes, mutateText, pick } from '../mutate.mjs';

const root = new URL('../../../', import.meta.url);
const packageDir = new URL('packages/data-mnist/', root);
const { decodePicture, loadMnist, parseIdx } = await import(new URL('dist/index.js', packageDir).href);
const { unzipSync, zipSync } = createRequire(new URL('packages/exchange/package.json', root))('fflate');
const files = new URL('fixtures/data-mnist/files/', root);
const file = (name) => new Uint8Array(readFileSync(new URL(name, files)));

let served = new Map();
globalThis.fetch = async (url) => {
  const bytes = served.get(new URL(url).pathname.slice(1));
  return bytes ? new Response(bytes) : new Response('', { status: 404 });
};
const load = async (source, contents) => {
  served = new Map(Object.entries(contents));
  await loadMnist({ source: `http://memory/${source}` });
};

function idx(shape, bytes, type = 8) {
  const lengths = shape.flatMap((length) => [0, 0, length >> 8, length & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...lengths, ...bytes]);
}
const IDX = {
  'train-images-idx3-ubyte': idx([3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]),
  'train-labels-idx1-ubyte': idx([3], [2, 0, 1]),
  't10k-images-idx3-ubyte': idx([2, 2, 2], [9, 8, 7, 6, 5, 4, 3, 2]),
  't10k-labels-idx1-ubyte': idx([2], [1, 0]),
};

/** A file whose first `header` bytes are changed in half of the inputs only. */
const bytesReader = (name, samples, header, read) => ({
  name,
  make(random) {
    const keepsHeader = random(2) === 0;
    return { input: mutateBytes(random, pick(random, samples), keepsHeader ? header : 0), keepsHeader };
  },
  read,
});

/** An archive of which one file is changed, so that its checksums are right; or its own bytes. */
const zipReader = (name, archive, header, read) => {
  const entries = unzipSync(archive);
  const names = Object.keys(entries);
  return {
    name,
    make(random) {
      if (random(4) === 0) return { input: mutateBytes(random, archive), keepsHeader: false };
      const changed = pick(random, names);
      const isInner = random(3) > 0;
      const inner = { ...entries, [changed]: mutateBytes(random, entries[changed], isInner ? header : 0) };
      return { input: zipSync(inner, { level: 0 }), keepsHeader: isInner };
    },
    read,
  };
};

const textReader = (name, text, header, read) => ({
  name,
  make(random) {
    const keepsHeader = random(2) === 0;
    return { input: new TextEncoder().encode(mutateText(random, text, keepsHeader ? header : 0)), keepsHeader };
  },
  read,
});
const text = (name) => new TextDecoder().decode(file(name));
const pictures = readdirSync(new URL('pictures/', files), { recursive: true }).filter((name) => /\.png$/.test(name));

export const readers = [
  bytesReader('IDX', Object.values(IDX), 4, (bytes) => parseIdx(bytes)),
  {
    name: 'IDX files of a data set',
    make(random) {
      const name = pick(random, Object.keys(IDX));
      const keepsHeader = random(2) === 0;
      const changed = mutateBytes(random, IDX[name], keepsHeader ? 4 + 4 * IDX[name][3] : 0);
      return { input: { ...IDX, [name]: changed }, keepsHeader };
    },
    read: (input) => load('', input),
  },
  {
    name: 'gzip',
    make(random) {
      const name = pick(random, Object.keys(IDX));
      const isInner = random(3) === 0;
      const packed = gzipSync(isInner ? mutateBytes(random, IDX[name]) : IDX[name]);
      const { [name]: _, ...others } = IDX;
      const keepsHeader = random(2) === 0;
      return { input: { ...others, [`${name}.gz`]: isInner ? packed : mutateBytes(random, packed, keepsHeader ? 10 : 0) }, keepsHeader: isInner || keepsHeader }; // biome-ignore format: one line
    },
    read: (input) => load('', input),
  },
  zipReader('npz', file('keras.npz'), 10, (bytes) => load('a.npz', { 'a.npz': bytes })),
  zipReader('pictures in a zip', file('pictures.zip'), 33, (bytes) => load('a.zip', { 'a.zip': bytes })),
  bytesReader('parquet', [file('coloured/train.parquet')], 4, (bytes) => load('a.parquet', { 'a.parquet': bytes })),
  textReader('csv', text('named.csv').split('\n').slice(0, 12).join('\n'), 300, (bytes) => load('a.csv', { 'a.csv': bytes })), // biome-ignore format: one line
  textReader('arff', text('dense.arff'), 2500, (bytes) => load('a.arff', { 'a.arff': bytes })),
  bytesReader('PNG', pictures.map((name) => file(`pictures/${name}`)), 33, decodePicture), // biome-ignore format: one line
  bytesReader('JPEG', [file('jpeg/1.jpg'), file('jpeg/colour.jpg')], 160, decodePicture),
];
