// `predict`: images classified by the networks of a saved run, where an ensemble votes, or by a model file.
import { basename } from 'node:path';
import { className, MlpLabError } from '@mlp-lab/core';
import { type GreyPicture, limitedIndices } from '@mlp-lab/data-mnist';
import { readPictures } from '../data/read-pictures';
import { digitsText } from '../print/charts';
import { type Prediction, predictionsTable } from '../print/predictions-table';
import { printJson } from '../print/print-json';
import { print } from '../print/terminal';
import { type Classifier, type ClassifierOptions, useClassifier } from './use-classifier';

interface PredictionOptions extends ClassifierOptions {
  set: 'train' | 'test';
  /** Pictures to classify instead of the set's. */
  files: readonly string[];
  json?: boolean;
}

/** An image to classify, and its label if it is known. */
interface LabeledPicture extends GreyPicture {
  name: string;
  /** Where it stands in the whole data set, if the run has only some of it. */
  indexInWholeSet?: number;
  label?: number;
}

/** A file that could not be classified, and why. */
interface Refusal {
  image: string;
  message: string;
  error: Error;
}

const DEFAULT_COUNT = 10;
const MAX_DRAWN = 40;

/**
 * A file that can't be classified is left out, and named at the end.
 *
 * @throws MlpLabError for the first of these files, after the others have been printed; as `useClassifier`.
 */
export function printPredictions(path: string, indices: readonly number[], options: PredictionOptions): Promise<void> {
  return useClassifier(path, options, (classifier) => printAnswers(classifier, indices, options));
}

async function printAnswers(
  classifier: Classifier,
  indices: readonly number[],
  options: PredictionOptions,
): Promise<void> {
  const { pictures, refused } = await findPictures(classifier, indices, options);
  if (pictures.length === 0) throw refusal(refused);
  const { names } = classifier;
  const predictions = await predict(classifier, pictures);
  if (options.json) {
    const schema = 'mlp-lab/predictions@1';
    const left = refused.length > 0 && { refused: refused.map(({ image, message }) => ({ image, message })) };
    const json = { schema, ...classifier.identity, predictions, ...left };
    printJson(json);
  } else {
    const isFile = options.files.length > 0;
    const drawn = pictures.slice(0, MAX_DRAWN).map((picture, i) => ({
      ...picture,
      name: isFile ? picture.name : undefined,
      label: picture.label === undefined ? undefined : className(names, picture.label),
      prediction: className(names, predictions[i].prediction),
      confidence: predictions[i].confidence,
    }));
    print(`${digitsText(drawn, classifier.title)}\n\n${predictionsTable(predictions, names)}\n`);
  }
  if (refused.length > 0) throw refusal(refused);
}

/** One error for all files that were left out. */
function refusal(refused: readonly Refusal[]): Error {
  const [{ error }] = refused;
  if (refused.length === 1) return error;
  return new MlpLabError('bad-data', refused.map(({ message }) => message).join('; '), { cause: error });
}

async function findPictures(
  classifier: Classifier,
  indices: readonly number[],
  { set, files }: PredictionOptions,
): Promise<{ pictures: LabeledPicture[]; refused: Refusal[] }> {
  if (files.length === 0) return { pictures: await ofDataset(classifier, set, indices), refused: [] };
  const height = await classifier.height();
  const read = await Promise.allSettled(files.map(async (file) => ofFile(file, await readPictures(file, height))));
  const all = read.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  const refused = read.flatMap((result, i) =>
    result.status === 'rejected'
      ? [{ image: basename(files[i]), message: result.reason.message, error: result.reason }]
      : [],
  );
  if (indices.length === 0 || all.length === 0) return { pictures: all, refused };
  return { pictures: indices.map((index) => itemAt(all, index, 'the files have')), refused };
}

const ofFile = (file: string, pictures: GreyPicture[]): LabeledPicture[] =>
  pictures.map((picture, i) => ({
    ...picture,
    name: pictures.length > 1 ? `${basename(file)} ${i}` : basename(file),
  }));

async function ofDataset(
  classifier: Classifier,
  set: 'train' | 'test',
  indices: readonly number[],
): Promise<LabeledPicture[]> {
  const found = (await classifier.dataset())[set];
  const { images, labels, count, height, width } = found;
  const places = limitedIndices(found);
  const size = height * width;
  const all = Array.from({ length: count }, (_, i): LabeledPicture => {
    const pixels = images.subarray(i * size, (i + 1) * size);
    const place = places && { indexInWholeSet: places[i] };
    return { name: `${set} ${i}`, ...place, pixels, height, width, label: labels[i] };
  });
  const chosen = indices.length > 0 ? indices : [...all.keys()].slice(0, DEFAULT_COUNT);
  return chosen.map((index) => itemAt(all, index, `${classifier.whose} ${set} set has`));
}

function itemAt<Item>(items: readonly Item[], index: number, whose: string): Item {
  if (index < items.length) return items[index];
  throw new MlpLabError(
    'invalid-argument',
    `index: expected 0 to ${items.length - 1} (${whose} ${items.length} images), received ${index}`,
  );
}

async function predict(classifier: Classifier, pictures: readonly LabeledPicture[]): Promise<Prediction[]> {
  const [{ height, width }] = pictures;
  const images = Uint8Array.from(pictures.flatMap(({ pixels }) => [...pixels]));
  const set = { images, count: pictures.length, height, width };
  const { labels, probabilities, members } = await classifier.answers(set);
  return pictures.map(({ name, indexInWholeSet, label }, i) => ({
    image: name,
    indexInWholeSet,
    label,
    prediction: labels[i],
    name: classifier.names.classNames?.[labels[i]],
    confidence: probabilities[i][labels[i]],
    probabilities: [...probabilities[i]],
    votes: members.length > 1 ? members.map((answers) => answers[i].indexOf(Math.max(...answers[i]))) : undefined,
  }));
}
