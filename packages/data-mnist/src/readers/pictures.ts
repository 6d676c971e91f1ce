// Folders of pictures, one per class: train/7/a.png and test/7/b.png, or 7/a.png alone. A folder's name is the class, or a table beside them
// has it.
import { groupedNumber, MlpLabError } from '@mlp-lab/core';
import { grouped } from './grouped';
import { noTrainingSet } from './no-training-set';
import { pictureImages } from './picture-images';
import { listedClasses } from './picture-list';
import type { RawDataset, RawSet } from './reader';
import { type Role, roleOf } from './roles';
import type { SourceFile } from './source-file';

/** @throws MlpLabError `bad-data` where a picture can't be read or has another size, or where no folder names a class. */
export async function readPictures(
  files: readonly SourceFile[],
  path: string,
  tables: readonly SourceFile[] = [],
): Promise<RawDataset> {
  const folders = layoutOf(files);
  const listed = hasClasses(files, folders.classOf) ? undefined : await listedClasses(tables, files);
  const classOf = listed ?? folders.classOf;
  const roleOfFolders = listed
    ? (name: string) => roleOf(name.split('/').slice(0, -1).join('/'))
    : folders.roleOfFolders;
  const classified = files.filter(({ name }) => classOf(name) !== undefined);
  const sets = grouped(classified, ({ name }): Role => roleOfFolders(name) ?? 'train');
  const readSet = (own: readonly SourceFile[]) => readClasses(own, classOf, path);
  const trainFiles = sets.get('train');
  const other = sets.has('test') ? 'test' : 'validation';
  if (!trainFiles && sets.has(other))
    throw noTrainingSet(
      path,
      other,
      sets.get(other)!.map(({ name }) => name),
      ', in a folder train',
    );
  if (!trainFiles)
    throw new MlpLabError(
      'bad-data',
      `${path}: expected pictures in a folder per class, such as train/7/a.png, received ${files.length} without a class`,
    );
  const classes = new Set(trainFiles.map(({ name }) => classOf(name)));
  if (classes.size === 1 && trainFiles.length > 1)
    throw new MlpLabError(
      'bad-data',
      `${path}: expected pictures in a folder per class, such as train/7/a.png, received all ${trainFiles.length} of one class, ${[...classes][0]}`,
    );
  const [train, test] = [await readSet(trainFiles), sets.get('test') && (await readSet(sets.get('test')!))];
  const unlabelled = files.length - classified.length;
  const coloured = train.isColoured || test?.isColoured;
  return {
    format: listed ? 'pictures, with a table of their classes' : 'pictures, a folder per class',
    train,
    ...(test && { test }),
    notes: [
      'The classes were mixed evenly, so that the last images, which validation takes, hold all of them.',
      ...(coloured ? [COLOURS] : []),
      ...(unlabelled > 0
        ? [
            `${unlabelled} pictures ${listed ? 'without a class in the table' : 'outside folders of a class'} were left out.`,
          ]
        : []),
      ...(sets.has('validation')
        ? [
            `The ${groupedNumber(sets.get('validation')!.length)} validation images were left out: training sets its own aside.`,
          ]
        : []),
    ],
  };
}

/** Whether the folders of pictures tell classes apart. */
const hasClasses = (files: readonly SourceFile[], classOf: ClassOf) =>
  new Set(files.map(({ name }) => classOf(name)).filter((name) => name !== undefined)).size > 1;

/** What is said of coloured pictures. */
export const COLOURS = 'Colours became grey by their luminance (0.299 red + 0.587 green + 0.114 blue).';

type ClassOf = (name: string) => string | undefined;

/** Sets have folders for the classes (train/7/a.png), or classes for the sets (7/train/a.png). */
function layoutOf(files: readonly SourceFile[]) {
  const setOutside = {
    classOf,
    roleOfFolders: (name: string) => roleOf(name.split('/').slice(0, -2).join('/')),
  };
  const outer = (name: string) => name.split('/').at(-3);
  const isInside = files.every(({ name }) => classOf(name) === undefined && name.split('/').length > 2);
  if (!isInside || new Set(files.map(({ name }) => outer(name))).size < 2) return setOutside;
  return { classOf: outer, roleOfFolders: (name: string) => roleOf(name.split('/').at(-2)!) };
}

/** The folder that a picture is in, unless that names a set or nothing. */
function classOf(name: string): string | undefined {
  const folder = name.split('/').at(-2);
  return folder === undefined || roleOf(folder) !== undefined ? undefined : folder;
}

async function readClasses(
  files: readonly SourceFile[],
  classOf: ClassOf,
  path: string,
): Promise<RawSet & { isColoured: boolean }> {
  const mixed = mixEvenly(files, classOf);
  const pictures = pictureImages(mixed.length);
  for (const file of mixed) await pictures.add(await file.bytes(), () => file.path);
  return { ...pictures.finish(), path, labels: mixed.map(({ name }) => classOf(name)!), labelsPath: path };
}

/** Each class's pictures at equal distances, in the order of their names. */
function mixEvenly(files: readonly SourceFile[], classOf: ClassOf): SourceFile[] {
  const classes = grouped(files, ({ name }) => classOf(name)!);
  return [...classes.values()]
    .flatMap((members) => members.map((file, i) => ({ file, at: (i + 0.5) / members.length })))
    .sort((a, b) => a.at - b.at)
    .map(({ file }) => file);
}
