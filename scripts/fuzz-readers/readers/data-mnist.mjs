// The readers of data-mnist: whole sources are files in memory, as a person chooses them in a browser; pictures and IDX files are bytes.
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

/** A file as a browser gives it. */
const given = ([name, bytes]) => ({
  name,
  size: bytes.length,
  arrayBuffer: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  slice: (start, end) => given([name, bytes.subarray(start, end)]),
});
const load = (contents) => loadMnist({ source: Object.entries(contents).map(given) });

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
const zipReader = (name, archives, header, read) => {
  const samples = archives.map((archive) => ({ archive, entries: unzipSync(archive) }));
  return {
    name,
    make(random) {
      const { archive, entries } = samples.length > 1 ? oftenSmall(random, samples) : samples[0];
      const names = Object.keys(entries);
      if (random(4) === 0) return { input: mutateBytes(random, archive), keepsHeader: false };
      const changed = pick(random, names);
      const isInner = random(3) > 0;
      const inner = { ...entries, [changed]: mutateBytes(random, entries[changed], isInner ? header : 0) };
      return { input: zipSync(inner, { level: 0 }), keepsHeader: isInner };
    },
    read,
  };
};

/** Each sample with the characters that are changed in half of the inputs only. */
const textReader = (name, samples, read) => ({
  name,
  make(random) {
    const keepsHeader = random(2) === 0;
    const { text, header } = oftenSmall(random, samples);
    return { input: new TextEncoder().encode(mutateText(random, text, keepsHeader ? header : 0)), keepsHeader };
  },
  read,
});
/** The first sample is as small as a file can be, so that more of it is reached; one in eight inputs is another. */
const oftenSmall = (random, [small, ...others]) => (random(8) > 0 ? small : pick(random, others));

const CSV = 'label,pixel0,pixel1,pixel2,pixel3\n2,0,128,255,0\n0,9,8,7,6\n1,1,2,3,4\n0,255,0,255,0\n';
const ARFF = `@RELATION d\n${[1, 2, 3, 4].map((i) => `@ATTRIBUTE p${i} real\n`).join('')}@ATTRIBUTE class {0,1,2}\n@DATA\n0,128,255,0,2\n9,8,7,6,0\n1,2,3,4,1\n`;
const text = (name) => new TextDecoder().decode(file(name));
const pictures = readdirSync(new URL('pictures/', files), { recursive: true }).filter((name) => /\.png$/.test(name));

/** The smallest picture of two classes, for training and for testing. */
function fewPictures(archive) {
  const entries = Object.entries(unzipSync(archive)).sort(([, one], [, other]) => one.length - other.length);
  const folders = ['training/is 0/', 'training/is 1/', 'testing/is 0/', 'testing/is 1/'];
  const few = folders.map((folder) => entries.find(([path]) => path.includes(folder) && path.endsWith('.png')));
  return zipSync(Object.fromEntries(few), { level: 0 });
}

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
    read: (input) => load(input),
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
    read: (input) => load(input),
  },
  zipReader('npz', [file('keras.npz')], 10, (bytes) => load({ 'a.npz': bytes })),
  zipReader('pictures in a zip', [fewPictures(file('pictures.zip')), file('pictures.zip')], 33, (bytes) =>
    load({ 'a.zip': bytes }),
  ),
  bytesReader(
    'parquet',
    [file('hugging-face/data/test-00000-of-00001.parquet'), file('coloured/train.parquet')],
    4,
    (bytes) => load({ 'a.parquet': bytes }),
  ),
  textReader('csv', [{ text: CSV, header: 34 }, { text: text('named.csv').split('\n').slice(0, 12).join('\n'), header: 300 }], (bytes) => load({ 'a.csv': bytes })), // biome-ignore format: one line
  textReader(
    'arff',
    [
      { text: ARFF, header: ARFF.indexOf('@DATA') },
      { text: text('dense.arff'), header: 2500 },
    ],
    (bytes) => load({ 'a.arff': bytes }),
  ),
  bytesReader('PNG', pictures.map((name) => file(`pictures/${name}`)), 33, decodePicture), // biome-ignore format: one line
  bytesReader('JPEG', [file('jpeg/1.jpg'), file('jpeg/colour.jpg')], 160, decodePicture),
];
