// Damaged, hostile and unsuitable sources: one clear error each, within bounds of time and memory.
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { loadMnist } from '@mlp-lab/data-mnist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idx } from './idx-bytes';
import { npy, zipOf } from './zip-bytes';

let dir: string;
let next = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-hostile-'));
});
afterAll(() => rm(dir, { recursive: true }));

const fixture = (name: string) =>
  Uint8Array.from(readFileSync(fileURLToPath(new URL(`../../../fixtures/data-mnist/files/${name}`, import.meta.url))));
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

/** The message of a load that must fail with an MlpLabError of one sentence. */
async function refusal(files: Record<string, Uint8Array> | Uint8Array, name = 'file'): Promise<string> {
  const folder = join(dir, `${next++}`);
  const all = files instanceof Uint8Array ? { [name]: files } : files;
  for (const [file, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  const source = files instanceof Uint8Array ? join(folder, name) : folder;
  const error = await loadMnist({ source }).then(
    () => 'it was read',
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ name: 'MlpLabError', code: 'bad-data' });
  expect(error.message).not.toContain('\n');
  expect(error.message).toContain(folder);
  return error.message;
}

describe('a truncated file', () => {
  it.each(['keras.npz', 'named.csv', 'dense.arff', 'openml.pq', 'pictures.zip', 'text.csv'])(
    '%s, wherever it ends, is refused or, where whole rows are left, read',
    async (name) => {
      const whole = fixture(name);
      for (const share of [0, 0.001, 0.3, 0.7, 0.999]) {
        const cut = whole.subarray(0, Math.floor(share * whole.length));
        const folder = join(dir, `${next++}`);
        await mkdir(folder);
        await writeFile(join(folder, name), cut);
        const error = await loadMnist({ source: join(folder, name) }).catch((thrown) => thrown);
        const isWholeRows = /csv|arff/.test(name) && !(error instanceof Error);
        if (!isWholeRows) expect(error).toMatchObject({ name: 'MlpLabError', code: 'bad-data' });
      }
    },
  );
});

describe('a bomb', () => {
  it('that declares more than an archive may unpack to is refused before it is unpacked', async () => {
    const message = await refusal(
      zipOf({ 'x_train.npy': new Uint8Array(1000) }, () => 2 ** 31),
      'bomb.npz',
    );
    expect(message).toMatch(
      /too large: expected at most 1073741824 bytes of files in the archive, received 2147483648/,
    );
  });

  it('that unpacks to more than it declares is refused', async () => {
    const message = await refusal(
      zipOf({ 'train.csv': new Uint8Array(50_000_000) }, () => 1000),
      'bomb.zip',
    );
    expect(message).toMatch(/train\.csv: damaged zip archive/);
  });

  it('of a .npy header that promises more numbers than there are is refused', async () => {
    const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999, 28, 28), }\n";
    expect(await refusal({ 'x_train.npy': npy(header), 'y_train.npy': npy(header) })).toMatch(
      /expected \d+ bytes for the shape/,
    );
  });

  it('of IDX lengths is refused', async () => {
    const huge = Uint8Array.of(0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255);
    const labels = idx([1], [0]);
    const files = { 'train-images-idx3-ubyte': huge, 'train-labels-idx1-ubyte': labels };
    expect(await refusal({ ...files, 't10k-images-idx3-ubyte': huge, 't10k-labels-idx1-ubyte': labels })).toMatch(
      /truncated/,
    );
  });

  it('of a PNG of absurd size is refused', async () => {
    const png = Buffer.alloc(33);
    png.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 0, 'latin1');
    png.writeUInt32BE(100_000, 16);
    png.writeUInt32BE(100_000, 20);
    png.writeUInt8(8, 24);
    expect(await refusal({ 'train/1/a.png': Uint8Array.from(png) })).toMatch(
      /too large: expected at most 100 megapixels/,
    );
  });
});

describe('what is no data set', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['a PDF, which begins as a comment of ARFF', bytes('%PDF-1.7\n%\xe2'), /received PDF: save its tables as CSV/],
    ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), /received SVG: save it as PNG/],
    ['a web page', bytes('<!doctype html><p>404'), /received HTML: is the URL right/],
    [
      'a pickle',
      bytes('\x80\x04\x95\0\0'),
      /received a Python pickle, which can run programs: save its arrays with numpy\.savez/,
    ],
    ['HDF5', bytes('\x89HDF\r\n\x1a\n'), /received an HDF5 file: save its arrays with numpy\.savez/],
    ['a MATLAB file', bytes('MATLAB 5.0 MAT-file'), /received a MATLAB file/],
    ['an Arrow file', bytes('ARROW1\0\0'), /received an Arrow file: save it as parquet/],
    ['a Git LFS pointer', bytes('version https://git-lfs.github.com/spec/v1\noid sha256:00\n'), /run git lfs pull/],
    ['JSON', bytes('{"x": [1, 2]}'), /received JSON/],
    ['nothing', new Uint8Array(0), /empty: expected IDX/],
    ['noise', Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) % 251), /received another format/],
    ['gzipped noise', Uint8Array.from(gzipSync(Buffer.from([1, 2, 3, 255]))), /received another format/],
    [
      'text in place of numbers',
      bytes('label,a,b,c,d\n1,0,0,0,zero\n'),
      /line 2, column 5 \(d\): expected a number, received 'zero'/,
    ],
    [
      'a missing cell',
      bytes('label,a,b,c,d\n1,0,0,,0\n'),
      /line 2, column 4 \(c\): expected a number, received nothing/,
    ],
    ['rows of different lengths', bytes('label,a,b,c,d\n1,0,0,0,0\n1,0,0\n'), /line 3: expected 5 columns, received 3/],
    [
      'a table whose pixels make no square',
      bytes('label,a,b,c,d,e\n1,0,0,0,0,0\n0,1,1,1,1,1\n'),
      /received the shape \[2, 5\]/,
    ],
    [
      'labels that are not whole',
      bytes('label,a,b,c,d\n1.5,0,0,0,0\n1,0,0,0,0\n'),
      /expected a whole number or a name, received 1\.5/,
    ],
    ['pixels out of range', bytes('label,a,b,c,d\n1,0,0,0,70000\n0,0,0,0,0\n'), /pixels: expected 0 to 255/],
    ['a table without labels', bytes('pixel0,pixel1,pixel2,pixel3\n0,0,0,0\n'), /expected a column label or class/],
    ['an Excel file', zipOf({ 'xl/workbook.xml': bytes('<workbook/>') }), /received an Excel file: save it as CSV/],
    [
      'tensors of PyTorch',
      zipOf({ 'mnist/data.pkl': bytes('\x80\x02'), 'mnist/data/0': bytes('') }),
      /received a pickle of PyTorch, .* numpy\.savez/,
    ],
    ["LIBSVM's text", bytes('5 153:3 154:18 155:18\n0 128:51\n'), /received LIBSVM's format: .* numpy\.savez/],
    ['a single row', bytes('label,a,b,c,d\n1,0,0,0,0\n'), /expected at least 2 images/],
    ['an ARFF without rows', bytes('@relation a\n@attribute p1 real\n@attribute class {0}\n@data\n'), /no rows/],
    ['an ARFF that ends in its header', bytes('@relation a\n@attribute p1 real\n'), /expected a line @data/],
  ])('%s is refused', async (_, content, message) => {
    expect(await refusal(content)).toMatch(message);
  });

  it.each([
    [
      'a Git LFS pointer',
      'train.parquet',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\n',
      /git lfs pull/,
    ],
    ['HDF5', 'usps.h5', '\x89HDF\r\n\x1a\n', /received an HDF5 file: save its arrays with numpy\.savez/],
  ])('a folder of nothing but %s is refused by what it is', async (_, name, content, message) => {
    const text = '# A data set\n';
    expect(await refusal({ 'README.md': bytes(text), '.gitattributes': bytes(text), [name]: bytes(content) })).toMatch(
      message,
    );
  });

  it('several data sets in a folder are refused by name', async () => {
    const set = (prefix: string) => ({
      [`emnist-${prefix}-train-images-idx3-ubyte`]: idx([1, 2, 2], [1, 2, 3, 4]),
      [`emnist-${prefix}-train-labels-idx1-ubyte`]: idx([1], [0]),
    });
    expect(await refusal({ ...set('letters'), ...set('digits') })).toMatch(
      /expected one data set, received 2: emnist-digits, emnist-letters: give the path of one of its files/,
    );
  });

  it('more classes than a byte holds are refused', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${1000 + i},0,0,0,${i % 2}`);
    expect(await refusal(bytes(`label,a,b,c,d\n${rows.join('\n')}\n`))).toMatch(
      /expected at most 256 classes, received 300/,
    );
  });

  it('pictures that are all in one folder are refused', async () => {
    const picture = fixture('pictures/training/is 0/000.png');
    expect(await refusal({ 'images/1.png': picture, 'images/2.png': picture })).toMatch(
      /in a folder per class, such as train\/7\/a\.png, received all 2 of one class, images/,
    );
  });

  it('pictures of two sizes are refused by name', async () => {
    const [small] = ['training/is 0/000.png'].map((name) => fixture(`pictures/${name}`));
    const large = fixture('jpeg/1.jpg');
    expect(await refusal({ 'a/1.png': small, 'b/2.jpg': large })).toMatch(
      /2\.jpg: expected 8 × 8 pixels as the first picture/,
    );
  });
});

describe('a parquet file whose row group', () => {
  const ROWS = 20;
  const I64 = 0x16; // the field before has one number less, and this one is an int64
  const whole = () =>
    Uint8Array.from(
      readFileSync(new URL('../../../fixtures/data-mnist/variants/parquet-snappy/train.parquet', import.meta.url)),
    );

  /** With another number of rows in the file, and in its row group: the first and the last of the footer's equal numbers. */
  function withRows(ofFile: number, ofGroup: number): Uint8Array {
    const changed = whole();
    const start = changed.length - 8 - new DataView(changed.buffer).getUint32(changed.length - 8, true);
    const places = Array.from(changed.keys()).filter(
      (at) => at > start && changed[at - 1] === I64 && changed[at] === 2 * ROWS, // zigzag
    );
    expect(places.length).toBeGreaterThan(2);
    changed[places[0]] = 2 * ofFile;
    changed[places.at(-1)!] = 2 * ofGroup;
    return changed;
  }

  it.each([
    ['has other rows than the file', ROWS, ROWS - 1, `expected ${ROWS} rows in its groups, received ${ROWS - 1}`],
    ['has more pictures than rows', ROWS - 1, ROWS - 1, `expected ${ROWS - 1} pictures in a row group, received more`],
    ['has fewer', ROWS + 1, ROWS + 1, `expected ${ROWS + 1} pictures in a row group, received ${ROWS}`],
  ])('%s is refused', async (_, ofFile, ofGroup, message) => {
    expect(await refusal({ 'train.parquet': withRows(ofFile, ofGroup) })).toContain(message);
  });
});
