import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type LoadMnistOptions, loadMnist } from '@mlp-lab/data-mnist';
import { afterEach, describe, expect, it } from 'vitest';
import { type Files, folderOf, idx, smallSet } from './idx-bytes';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function write(files: Files, name?: string): Promise<string> {
  const { path, remove } = await folderOf(files, name);
  removals.push(remove);
  return path;
}

const gzip = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The error of a load that must fail. */
async function failure(options: LoadMnistOptions) {
  const outcome = await loadMnist(options).catch((error) => error);
  expect(outcome).toMatchObject({ name: 'MlpLabError' });
  return outcome as Error & { code: string };
}

describe('loadMnist of a folder', () => {
  it('reads IDX files and names the data set after the folder', async () => {
    const source = await write(smallSet(), 'fashion-mnist');
    expect(await loadMnist({ source })).toEqual({
      name: 'fashion-mnist',
      classes: 3,
      train: {
        images: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255),
        labels: Uint8Array.of(2, 0, 1),
        count: 3,
        height: 2,
        width: 2,
      },
      test: {
        images: Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2),
        labels: Uint8Array.of(1, 0),
        count: 2,
        height: 2,
        width: 2,
      },
    });
  });

  it('accepts a file URL, also as a string', async () => {
    const url = pathToFileURL(await write(smallSet()));
    expect((await loadMnist({ source: url })).train.count).toBe(3);
    expect((await loadMnist({ source: url.href })).train.count).toBe(3);
  });

  it('accepts a name and a number of classes', async () => {
    const source = await write(smallSet());
    expect(await loadMnist({ source, name: 'mine', classes: 5 })).toMatchObject({ name: 'mine', classes: 5 });
  });

  it('counts the classes of both sets', async () => {
    const source = await write(smallSet({ 't10k-labels-idx1-ubyte': idx([2], [1, 6]) }));
    expect((await loadMnist({ source })).classes).toBe(7);
  });

  it('reads gzip data under either name, and plain data named .gz', async () => {
    const files = smallSet();
    const source = await write({
      'train-images-idx3-ubyte': gzip(files['train-images-idx3-ubyte']),
      'train-labels-idx1-ubyte.gz': gzip(files['train-labels-idx1-ubyte']),
      't10k-images-idx3-ubyte.gz': files['t10k-images-idx3-ubyte'],
      't10k-labels-idx1-ubyte': files['t10k-labels-idx1-ubyte'],
    });
    const plain = await write(files);
    expect(await loadMnist({ source })).toEqual(await loadMnist({ source: plain }));
  });

  it('reads files whose names have a dot, beside folders with the names that have none', async () => {
    const dotted = Object.entries(smallSet()).map(([file, bytes]) => [file.replace('-idx', '.idx'), bytes]);
    const source = await write(Object.fromEntries(dotted));
    for (const file of Object.keys(smallSet())) await mkdir(join(source, file));
    expect((await loadMnist({ source })).train.count).toBe(3);
  });

  it('says where a missing folder was expected', async () => {
    const error = await failure({ source: '/no/such/mnist' });
    expect(error).toMatchObject({ code: 'bad-data', cause: { code: 'ENOENT' } });
    expect(error.message).toBe('/no/such/mnist: no such file or folder: expected a data set');
  });

  it('reads the set of an IDX file, which is named after the folder', async () => {
    const folder = await write(smallSet());
    expect(await loadMnist({ source: join(folder, 'train-images-idx3-ubyte') })).toEqual(
      await loadMnist({ source: folder }),
    );
  });

  it.each(Object.keys(smallSet()))('says which names were tried for a missing %s', async (file) => {
    const source = await write(smallSet());
    await rm(join(source, file));
    const dotted = file.replace('-idx', '.idx');
    const tried = [file, `${file}.gz`, dotted, `${dotted}.gz`].map((name) => `${name} (no such file)`).join(', ');
    const error = await failure({ source });
    expect(error.code).toBe('bad-data');
    expect(error.message).toBe(`${join(source, file)}: missing: tried ${tried}`);
  });

  it.each([
    [
      'train-images-idx3-ubyte',
      idx([3, 4], new Uint8Array(12)),
      'wrong number of dimensions: expected 3, received 2: [3, 4]',
    ],
    ['train-labels-idx1-ubyte', idx([3, 1], [0, 1, 2]), 'wrong number of dimensions: expected 1, received 2: [3, 1]'],
    ['t10k-labels-idx1-ubyte', idx([1], new Uint8Array(4), 0x0c), 'expected 2 labels, one for each image, received 1'],
    [
      't10k-labels-idx1-ubyte',
      idx([2], [0, 0, 0, 0, 0x3f, 0, 0, 0], 0x0d), // floats: 0 and 0.5
      'label at index 1: expected a whole number or a name, received 0.5',
    ],
    ['train-labels-idx1-ubyte', idx([2], [0, 1]), 'expected 3 labels, one for each image, received 2'],
    [
      't10k-images-idx3-ubyte',
      idx([2, 1, 3], new Uint8Array(6)),
      'expected images of 2 × 2 as in the training set, received 1 × 3',
    ],
    [
      'train-images-idx3-ubyte',
      idx([0, 2, 2], []),
      'no images: expected at least one pixel, received the shape [0, 2, 2]',
    ],
    [
      't10k-images-idx3-ubyte',
      idx([2, 0, 2], []),
      'no images: expected at least one pixel, received the shape [2, 0, 2]',
    ],
    [
      'train-images-idx3-ubyte',
      idx([3, 2, 2], new Uint8Array(11)),
      'truncated: expected 28 bytes for the shape [3, 2, 2], received 27 bytes',
    ],
    ['t10k-labels-idx1-ubyte', Uint8Array.of(), 'empty: expected at least 4 bytes, received 0'],
  ])('refuses %s where it is wrong (%#)', async (file, bytes, message) => {
    const source = await write(smallSet({ [file]: bytes }));
    const error = await failure({ source });
    expect(error).toMatchObject({ code: 'bad-data', message: `${join(source, file)}: ${message}` });
  });

  it('refuses a label beyond the classes, and says where it is', async () => {
    const source = await write(smallSet({ 't10k-labels-idx1-ubyte': idx([2], [1, 3]) }));
    const error = await failure({ source, classes: 3 });
    expect(error.code).toBe('bad-data');
    expect(error.message).toBe(
      `${join(source, 't10k-labels-idx1-ubyte')}: label out of range at index 1: expected 0 to 2, received 3`,
    );
  });

  it('refuses damaged gzip data', async () => {
    const whole = gzip(smallSet()['train-images-idx3-ubyte']);
    const source = await write(smallSet({ 'train-images-idx3-ubyte': whole.subarray(0, whole.length - 9) }));
    const error = await failure({ source });
    expect(error).toMatchObject({ code: 'bad-data', cause: expect.anything() });
    expect(error.message).toContain('damaged gzip data: delete it and download it again');
  });

  it.each([0, 257, 2.5])('refuses %s classes', async (classes) => {
    const error = await failure({ classes });
    expect(error.code).toBe('invalid-argument');
    expect(error.message).toBe(`classes: expected an integer from 1 to 256, received ${classes}`);
  });

  it('refuses an invalid URL', async () => {
    expect((await failure({ source: 'http://' })).message).toBe(
      'source: expected the URL of a folder, received http://',
    );
  });

  it.skipIf(process.platform === 'win32')('refuses a file URL of another machine', async () => {
    expect((await failure({ source: 'file://elsewhere/mnist' })).message).toBe(
      'source: expected a file URL such as file:///FOLDER, received file://elsewhere/mnist',
    );
  });

  it('refuses a URL that is neither a server nor a file', async () => {
    expect((await failure({ source: 's3://bucket/mnist' })).message).toBe(
      'source: expected a path, or a file, http or https URL, received s3://bucket/mnist',
    );
  });
});

describe('checksums', () => {
  const file = 't10k-images-idx3-ubyte';
  const good = smallSet()[file];

  it('are those of the uncompressed file', async () => {
    const source = await write(smallSet({ [file]: gzip(good) }));
    expect((await loadMnist({ source, checksums: { [file]: sha256(good).toUpperCase() } })).test.count).toBe(2);
  });

  it('detect a single changed pixel', async () => {
    const changed = good.slice();
    changed[changed.length - 1] ^= 1;
    const source = await write(smallSet({ [file]: changed }));
    const error = await failure({ source, checksums: { [file]: sha256(good) } });
    expect(error.code).toBe('bad-data');
    expect(error.message).toBe(
      `${join(source, file)}: wrong SHA-256: expected ${sha256(good)}, received ${sha256(changed)}: delete the file and install or download it again`,
    );
  });

  it("are MNIST's with true", async () => {
    const error = await failure({ source: await write(smallSet()), checksums: true });
    expect(error.message).toContain(
      'expected ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db, received ',
    );
  });

  it('of a file that is not one of the four are refused', async () => {
    const error = await failure({ checksums: { 'train-images-idx3-ubyte.gz': sha256(good) } });
    expect(error.code).toBe('invalid-argument');
    expect(error.message).toContain(
      "checksums: unknown file 'train-images-idx3-ubyte.gz': did you mean train-images-idx3-ubyte, ",
    );
  });

  it('that are not a SHA-256 are refused', async () => {
    expect((await failure({ checksums: { [file]: 'd41d8cd98f00b204e9800998ecf8427e' } })).message).toBe(
      `checksums['${file}']: expected a SHA-256 of 64 hexadecimal digits, received 'd41d8cd98f00b204e9800998ecf8427e'`,
    );
  });
});

describe('aborting', () => {
  it('before the start reads nothing', async () => {
    const seen: string[] = [];
    const error = await failure({
      signal: AbortSignal.abort('enough'),
      onProgress: ({ file: name }) => seen.push(name),
    });
    expect(error).toMatchObject({ code: 'aborted', message: 'loading was aborted', cause: 'enough' });
    expect(seen).toEqual([]);
  });

  it('between two files stops loading', async () => {
    const control = new AbortController();
    const seen: string[] = [];
    const onProgress: LoadMnistOptions['onProgress'] = ({ file }) => {
      seen.push(file);
      control.abort();
    };
    const error = await failure({ source: await write(smallSet()), signal: control.signal, onProgress });
    expect(error.code).toBe('aborted');
    expect(seen).toEqual(['train-images-idx3-ubyte']);
  });

  it('after the last byte still counts', async () => {
    const control = new AbortController();
    const onProgress: LoadMnistOptions['onProgress'] = ({ file }) => {
      if (file.startsWith('t10k-labels')) control.abort();
    };
    const error = await failure({ source: await write(smallSet()), signal: control.signal, onProgress });
    expect(error.code).toBe('aborted');
  });
});

it('an error thrown by the progress callback is passed on', async () => {
  const mine = new Error('the window is closed');
  const loading = loadMnist({
    source: await write(smallSet()),
    onProgress: () => {
      throw mine;
    },
  });
  await expect(loading).rejects.toBe(mine);
});

it("a file that is there but can't be read is an io error", async () => {
  const source = await write(smallSet());
  const path = join(source, 't10k-labels-idx1-ubyte');
  await rm(path);
  await symlink(path, path); // permissions would not stop an administrator
  expect(await failure({ source })).toMatchObject({ code: 'io', cause: { code: 'ELOOP' } });
});

it.skipIf(process.platform === 'win32')('a pipe or a device, which may have no end, is refused at once', async () => {
  const source = await write(smallSet());
  const pipe = join(source, 't10k-labels-idx1-ubyte');
  await rm(pipe);
  execFileSync('mkfifo', [pipe]);
  for (const given of [source, pipe, '/dev/zero'])
    expect(await failure({ source: given })).toMatchObject({
      code: 'io',
      message: expect.stringMatching(/expected a file, received a pipe or a device: copy it into a file$/),
    });
});
