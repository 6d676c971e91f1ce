// NumPy's arrays, of one or several .npz archives or .npy files: Keras's x_train … y_test, MedMNIST's train_images …, KMNIST's
// arr_0 in four archives.
import { groupedNumber, MlpLabError } from '@mlp-lab/core';
import { readZip } from '../source/zip';
import { noTrainingSet } from './no-training-set';
import { type NpyArray, parseNpy } from './parse-npy';
import type { RawDataset, RawLabels, RawSet } from './reader';
import { type Content, contentOf, type Role, roleOf } from './roles';
import type { SourceFile } from './source-file';

interface Entry {
  /** The array's key, or its file's name. */
  name: string;
  path: string;
  role?: Role;
  content?: Content;
  read(): Promise<NpyArray>;
}

type ArrayOf = Partial<Record<'images' | 'labels', Entry>>;

/** @throws MlpLabError `bad-data` where the arrays are damaged, or no pictures and labels are among them. */
export async function readNumpy(files: readonly SourceFile[]): Promise<RawDataset> {
  const entries = (await Promise.all(files.map(entriesOf))).flat();
  const [named, nameless] = [entries.filter(({ content }) => content), entries.filter(({ content }) => !content)];
  const found = new Map<Role, ArrayOf>();
  for (const entry of named)
    if (entry.content !== 'names' && !(await isOfOtherLength(entry, named))) await take(found, entry, files[0].path);
  const { images, labels } = found.get('train') ?? {};
  const notes = images && labels ? [] : await takeByShape(found, nameless, files[0].path);
  const other = found.has('test') ? 'test' : 'validation';
  if (!found.has('train') && found.has(other))
    throw noTrainingSet(
      files[0].path,
      other,
      entries.map(({ name }) => name),
    );
  const train = await setOf(found.get('train'), entries, files[0].path);
  const hasTest = found.get('test')?.labels !== undefined;
  return {
    format: files.every(({ name }) => /\.npy$/i.test(name)) ? 'NumPy arrays (.npy)' : 'NumPy arrays (.npz)',
    train,
    ...(hasTest && { test: await setOf(found.get('test'), entries, files[0].path) }),
    classNames: await classNamesOf(named),
    notes: [
      ...notes,
      ...(found.get('test') && !hasTest ? ['The test images have no labels: they were left out.'] : []),
      ...(found.has('validation') ? [await leftOut(found.get('validation')!)] : []),
    ],
  };
}

/** Whether there are images of an entry's part, and more or fewer labels than they are: its classes, by number or name. */
async function isOfOtherLength(entry: Entry, entries: readonly Entry[]): Promise<boolean> {
  const { role = 'train', content } = entry;
  const ofPart = (wanted: Content) =>
    entries.filter((other) => (other.role ?? 'train') === role && other.content === wanted);
  const [images, labels] = [ofPart('images'), ofPart('labels')];
  if (content !== 'labels' || labels.length < 2 || images.length === 0) return false;
  const [own, whole] = [await entry.read().catch(() => undefined), await images[0].read().catch(() => undefined)];
  return own !== undefined && whole !== undefined && own.shape[0] !== whole.shape[0];
}

async function take(found: Map<Role, ArrayOf>, entry: Entry, path: string): Promise<void> {
  const { role = 'train', content = 'images' } = entry;
  const arrays = found.get(role) ?? {};
  const other = arrays[content as 'images'];
  const chosen = other === undefined ? entry : await sameInMoreAxes(other, entry);
  if (!chosen)
    throw bad(
      path,
      `expected one array of ${role} ${content}, received ${other!.name} and ${entry.name}: give the path of the file that you mean`,
    );
  found.set(role, { ...arrays, [content]: chosen });
}

/** scikit-learn's digits are there as rows and as pictures. */
async function sameInMoreAxes(one: Entry, other: Entry): Promise<Entry | undefined> {
  const [a, b] = [await one.read(), await other.read()];
  const isSame = a.shape[0] === b.shape[0] && a.data.length === b.data.length && a.shape.length !== b.shape.length;
  if (isSame) return a.shape.length > b.shape.length ? one : other;
}

/**
 * Arrays whose names say nothing, as `numpy.savez(file, x, y)` calls them: labels have one axis, pictures more. Of two of each, the
 * second ones are the test set.
 */
async function takeByShape(found: Map<Role, ArrayOf>, entries: readonly Entry[], path: string): Promise<string[]> {
  const by: Record<'images' | 'labels', Entry[]> = { images: [], labels: [] };
  if (entries.length > 8) return []; // an archive of something else
  for (const entry of entries) {
    const axes = (await entry.read().catch(unlessOnly(entries)))?.shape.length ?? 0;
    if (axes > 0) by[axes === 1 ? 'labels' : 'images'].push(entry);
  }
  const train = found.get('train') ?? {};
  const isPair =
    by.images.length === 2 && by.labels.length === 2 && found.size === 0 && entries.every(({ role }) => !role);
  for (const content of ['images', 'labels'] as const) {
    if (train[content]) continue;
    for (const [i, entry] of by[content].entries())
      await take(found, { ...entry, content, ...(isPair && { role: i === 0 ? 'train' : 'test' }) }, path);
  }
  return isPair
    ? [
        `${by.images[0].name} and ${by.labels[0].name} were taken as the training set, ${by.images[1].name} and ${by.labels[1].name} as the test set.`,
      ]
    : [];
}

/** Of several arrays, one that can't be read is none of the data set's. */
const unlessOnly = (entries: readonly Entry[]) => (cause: Error) => {
  if (entries.length === 1) throw cause;
  return undefined;
};

async function classNamesOf(entries: readonly Entry[]): Promise<readonly string[] | undefined> {
  const names = entries.find(({ name, content }) => content === 'names' && /^(class|label|target|categor)/i.test(name));
  const { data, shape } = (await names?.read().catch(() => undefined)) ?? { data: [], shape: [] };
  return shape.length === 1 && isTexts(data) ? data : undefined;
}

async function entriesOf({ name, path, role, bytes }: SourceFile): Promise<Entry[]> {
  if (/\.npy$/i.test(name)) {
    const read = async () => parse(await bytes(), path);
    return [{ name, path, role, content: contentOf(name), read }];
  }
  const arrays = readZip(await bytes(), path).filter((entry) => entry.name.endsWith('.npy'));
  const ofFile = arrays.length === 1 ? contentOf(name) : undefined;
  return arrays.map((entry) => {
    const key = entry.name.replace(/\.npy$/, '');
    const read = async () => parse(await entry.read(), `${path}: ${key}`);
    return {
      name: key,
      path: `${path}: ${key}`,
      role: roleOf(key) ?? role,
      content: contentOf(key) ?? ofFile,
      read,
    };
  });
}

async function setOf(arrays: ArrayOf | undefined, entries: readonly Entry[], path: string): Promise<RawSet> {
  if (!arrays?.images || !arrays.labels)
    throw bad(
      path,
      `expected arrays of images and labels such as x_train and y_train, received ${entries.map(({ name }) => name).join(', ') || 'none'}`,
    );
  const { images, labels } = arrays;
  const [pixels, given] = [await images.read(), await labels.read()];
  if (isTexts(pixels.data)) throw bad(images.path, 'expected numbers, received texts');
  return {
    pixels: pixels.data,
    shape: pixels.shape,
    isLogical: pixels.type === 'b1',
    path: images.path,
    labels: labelsOf(given, labels.path),
    labelsPath: labels.path,
  };
}

/** One label a picture: `[n]`, `[n, 1]`, or one-hot. */
function labelsOf({ data, shape }: NpyArray, path: string): RawLabels {
  const [count, width = 1] = shape;
  if (shape.length > 2) throw bad(path, `expected labels [n], received the shape [${shape.join(', ')}]`);
  if (width === 1 || isTexts(data)) return data;
  const rows = Array.from({ length: count }, (_, i) => Array.from(data.slice(i * width, (i + 1) * width)));
  if (
    rows.every(
      (row) =>
        row.filter((value) => value === 1).length === 1 && row.filter((value) => value === 0).length === width - 1,
    )
  )
    return rows.map((row) => row.indexOf(1));
  throw bad(
    path,
    `expected one label for each picture, received ${width}: a network of one answer can't learn several`,
  );
}

async function leftOut({ images }: ArrayOf): Promise<string> {
  const count = images ? (await images.read()).shape[0] : 0;
  return `The ${groupedNumber(count)} validation images were left out: training sets its own aside.`;
}

const isTexts = (data: NpyArray['data']): data is readonly string[] => Array.isArray(data);

function parse(bytes: Uint8Array<ArrayBuffer>, path: string): NpyArray {
  try {
    return parseNpy(bytes);
  } catch (cause) {
    throw new MlpLabError('bad-data', `${path}: ${(cause as Error).message}`, { cause });
  }
}

const bad = (path: string, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
