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
import { type OpenOptions, openRun } from './open-run';

interface PredictionOptions extends OpenOptions {
  set: 'train' | 'test';
  image?: string[];
  json?: boolean;
}

/** An image to be read, and its label where it is known. */
interface Question extends GreyPicture {
  name: string;
  label?: number;
}

const FIRST = 10;
const MOST_DRAWN = 40;

export async function printPredictions(
  path: string,
  indices: readonly number[],
  options: PredictionOptions,
): Promise<void> {
  const run = await openRun(path, options);
  const asked = await questions(run, indices, options);
  const predictions = await predict(run, asked);
  const { row, run: ran } = run.chosen;
  if (options.json) {
    const told = { schema: 'mlp-lab/predictions@1', variant: row.variant, seed: ran.seed, predictions };
    process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    return;
  }
  const drawn = asked.slice(0, MOST_DRAWN).map((question, i) => ({ ...question, ...predictions[i] }));
  process.stdout.write(`${digitsText(drawn, runName(run.chosen))}\n\n${predictionsTable(predictions)}\n`);
}

async function questions(
  run: OpenedRun,
  indices: readonly number[],
  { set, image }: PredictionOptions,
): Promise<Question[]> {
  if (!image) return ofDataset(run, set, indices);
  const size = await run.useModels(([{ facts }]) => facts.height);
  const files = await Promise.all(image.map(async (file) => ofFile(file, await readPictures(file, size))));
  const all = files.flat();
  return indices.length > 0 ? indices.map((index) => itemAt(all, index, 'the files have')) : all;
}

const ofFile = (file: string, pictures: GreyPicture[]): Question[] =>
  pictures.map((picture, i) => ({
    ...picture,
    name: pictures.length > 1 ? `${basename(file)} ${i}` : basename(file),
  }));

async function ofDataset(run: OpenedRun, set: 'train' | 'test', indices: readonly number[]): Promise<Question[]> {
  const { images, labels, count, height, width } = (await run.dataset())[set];
  const size = height * width;
  const all = Array.from({ length: count }, (_, i): Question => {
    const pixels = images.subarray(i * size, (i + 1) * size);
    return { name: `${set} ${i}`, pixels, height, width, label: labels[i] };
  });
  const chosen = indices.length > 0 ? indices : [...all.keys()].slice(0, FIRST);
  return chosen.map((index) => itemAt(all, index, `the run's ${set} set has`));
}

function itemAt<Item>(items: readonly Item[], index: number, whose: string): Item {
  if (index < items.length) return items[index];
  throw new MlpLabError(
    'invalid-argument',
    `index: expected 0 to ${items.length - 1} (${whose} ${items.length} images), received ${index}`,
  );
}

async function predict({ stored, registry, chosen }: OpenedRun, asked: readonly Question[]): Promise<Prediction[]> {
  const [{ height, width }] = asked;
  const images = Uint8Array.from(asked.flatMap(({ pixels }) => [...pixels]));
  const pictures = { images, count: asked.length, height, width };
  const { labels, probabilities, members } = await answersTo(pictures, stored, { ...chosen, registry });
  return asked.map(({ name, label }, i) => ({
    image: name,
    label,
    prediction: labels[i],
    confidence: probabilities[i][labels[i]],
    probabilities: [...probabilities[i]],
    votes: members.length > 1 ? members.map((answers) => answers[i].indexOf(Math.max(...answers[i]))) : undefined,
  }));
}
