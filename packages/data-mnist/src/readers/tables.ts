// Tables of one or several files → a data set: which file is the training set and which the test set, as their names say.
import { groupedNumber, MlpLabError } from '@mlp-lab/core';
import { readArff } from './arff';
import { readCsv, readCsvLabels } from './csv';
import { grouped } from './grouped';
import { noTrainingSet, shortList } from './no-training-set';
import { readParquet } from './parquet';
import { type PartedSet, partsOfSet } from './parted-set';
import { COLOURS } from './pictures';
import type { RawDataset, RawSet } from './reader';
import { contentOf, type Role } from './roles';
import type { SourceFile } from './source-file';

export type TableFormat = 'csv' | 'arff' | 'parquet';

/** One table, with what its format says of it. */
type Table = PartedSet & {
  relation?: string;
  classNames?: readonly string[];
  isColoured?: boolean;
  /** The names of columns that were not used. */
  leftOut?: readonly string[];
};

const FORMATS: Readonly<Record<TableFormat, string>> = { csv: 'CSV', arff: 'ARFF', parquet: 'Parquet' };

/**
 * @param path of the folder, for messages.
 * @throws MlpLabError `bad-data` where a table is damaged, none has labels, or several may be the training set.
 */
export async function readTables(format: TableFormat, files: readonly SourceFile[], path: string): Promise<RawDataset> {
  const isNamed = files.some(({ role }) => role === 'train');
  const others = files.filter(({ role }) => isNamed && role === undefined); // Kaggle's sample_submission.csv
  const sets = grouped(
    files.filter((file) => !others.includes(file)),
    ({ role }): Role => role ?? 'train',
  );
  if (!sets.has('train'))
    throw noTrainingSet(
      path,
      sets.has('test') ? 'test' : 'validation',
      files.map(({ name }) => name),
      ', or give the path of the file itself: a sixth of it is then set aside for testing',
    );
  const read = (role: Role) => readSet(format, sets.get(role)!, path);
  const whole = await read('train');
  const { train, ...parts } = partsOfSet(whole, path);
  if (!hasLabels(train))
    throw new MlpLabError(
      'bad-data',
      `${train.path}: expected a column label or class, received none of that name: rename the column that holds the classes`,
    );
  const test = sets.has('test') ? await read('test') : parts.test;
  const { relation, classNames, leftOut = [] } = whole;
  return {
    format: FORMATS[format],
    ...(relation && { name: relation }),
    train,
    ...(test && hasLabels(test) && { test }),
    ...(classNames && { classNames }),
    mayBeTransposed: format !== 'parquet',
    notes: [
      ...others.map(({ name }) => `${name} was left out: its name is neither that of a training nor of a test set.`),
      ...(leftOut.length > 0
        ? [`Columns that are neither pixels nor labels were left out: ${shortList(leftOut)}.`]
        : []),
      ...(new Set(whole.stated?.roles).size > 1
        ? [`The column ${whole.stated!.column} says which images are for training and which for testing.`]
        : []),
      ...(whole.isColoured || (test as Table | undefined)?.isColoured ? [COLOURS] : []),
      ...(test && !hasLabels(test)
        ? [`The ${groupedNumber(test.shape[0])} test images have no labels: they were left out.`]
        : []),
      ...(sets.has('validation') || parts.validation
        ? ['The validation images were left out: training sets its own aside.']
        : []),
    ],
  };
}

const hasLabels = (table: Table): table is Table & RawSet => table.labels !== undefined;

async function readSet(format: TableFormat, files: readonly SourceFile[], path: string): Promise<Table> {
  if (format === 'parquet') return readParquet(files);
  if (files.length === 1) return format === 'csv' ? readCsv(files[0]) : readArff(files[0]);
  const labels = files.filter(({ name }) => contentOf(name) === 'labels');
  if (format === 'csv' && files.length === 2 && labels.length === 1) {
    const images = await readCsv(files.find((file) => !labels.includes(file))!);
    const [{ path: labelsPath }] = labels;
    return { ...images, labels: await readCsvLabels(labels[0], images.shape[0]), labelsPath };
  }
  const names = files.map(({ name }) => name).join(', ');
  throw new MlpLabError(
    'bad-data',
    `${path}: expected one training set, received ${names}: give the path of the one to use`,
  );
}
