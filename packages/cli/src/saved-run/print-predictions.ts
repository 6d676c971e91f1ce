// `predict`: images classified by the networks of a saved run; an ensemble votes.
import { basename } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import type { GreyPicture } from '@mlp-lab/data-mnist';
import { answersTo } from '@mlp-lab/experiment/node';
import { runName } from '@mlp-lab/report';
import type { OpenedRun } from '@mlp-lab/report/node';
import { readPictures } from '../data/read-pictures';
import { digitsText } from '../print/charts';
import { type Prediction, predictionsTable } from '../print/predictions-table';
import { print } from '../print/terminal';
import { type OpenOptions, openRun } from './open-run';

interface PredictionOptions extends OpenOptions {
  set: 'train' | 'test';
  image?: string[];
  json?: boolean;
}

/** An image to classify, and its label if it is known. */
interface LabeledPicture extends GreyPicture {
  name: string;
  label?: number;
}

const DEFAULT_COUNT = 10;
const MAX_DRAWN = 40;

export async function printPredictions(
  path: string,
  indices: readonly number[],
  options: PredictionOptions,
): Promise<void> {
  const run = await openRun(path, options);
  const pictures = await findPictures(run, indices, options);
  const predictions = await predict(run, pictures);
  const { row, run: chosenRun } = run.chosen;
  if (options.json) {
    const json = { schema: 'mlp-lab/predictions@1', variant: row.variant, seed: chosenRun.seed, predictions };
    process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
    return;
  }
  const drawn = pictures.slice(0, MAX_DRAWN).map((picture, i) => ({ ...picture, ...predictions[i] }));
  print(`${digitsText(drawn, runName(run.chosen))}\n\n${predictionsTable(predictions)}\n`);
}

async function findPictures(
  run: OpenedRun,
  indices: readonly number[],
  { set, image }: PredictionOptions,
): Promise<LabeledPicture[]> {
  if (!image) return ofDataset(run, set, indices);
  const size = await run.useModels(([{ facts }]) => facts.height);
  const files = await Promise.all(image.map(async (file) => ofFile(file, await readPictures(file, size))));
  const all = files.flat();
  return indices.length > 0 ? indices.map((index) => itemAt(all, index, 'the files have')) : all;
}

const ofFile = (file: string, pictures: GreyPicture[]): LabeledPicture[] =>
  pictures.map((picture, i) => ({
    ...picture,
    name: pictures.length > 1 ? `${basename(file)} ${i}` : basename(file),
  }));

async function ofDataset(run: OpenedRun, set: 'train' | 'test', indices: readonly number[]): Promise<LabeledPicture[]> {
  const { images, labels, count, height, width } = (await run.dataset())[set];
  const size = height * width;
  const all = Array.from({ length: count }, (_, i): LabeledPicture => {
    const pixels = images.subarray(i * size, (i + 1) * size);
    return { name: `${set} ${i}`, pixels, height, width, label: labels[i] };
  });
  const chosen = indices.length > 0 ? indices : [...all.keys()].slice(0, DEFAULT_COUNT);
  return chosen.map((index) => itemAt(all, index, `the run's ${set} set has`));
}

function itemAt<Item>(items: readonly Item[], index: number, whose: string): Item {
  if (index < items.length) return items[index];
  throw new MlpLabError(
    'invalid-argument',
    `index: expected 0 to ${items.length - 1} (${whose} ${items.length} images), received ${index}`,
  );
}

async function predict(
  { stored, registry, chosen }: OpenedRun,
  pictures: readonly LabeledPicture[],
): Promise<Prediction[]> {
  const [{ height, width }] = pictures;
  const images = Uint8Array.from(pictures.flatMap(({ pixels }) => [...pixels]));
  const set = { images, count: pictures.length, height, width };
  const { labels, probabilities, members } = await answersTo(set, stored, { ...chosen, registry });
  return pictures.map(({ name, label }, i) => ({
    image: name,
    label,
    prediction: labels[i],
    confidence: probabilities[i][labels[i]],
    probabilities: [...probabilities[i]],
    votes: members.length > 1 ? members.map((answers) => answers[i].indexOf(Math.max(...answers[i]))) : undefined,
  }));
}
