// What `predict` classifies with: the networks of a run, or a model file.
import { type Dataset, type Scale, sizeFromShape } from '@mlp-lab/core';
import { answerImages, type RunAnswers, runAnswers } from '@mlp-lab/experiment';
import { answersTo, type Pictures } from '@mlp-lab/experiment/node';
import { runName } from '@mlp-lab/report';
import type { OpenedRun } from '@mlp-lab/report/node';
import { loadDataset } from '../data/load-dataset';
import { isRun, type OpenedModel, useModels } from '../models/use-models';
import { type OpenOptions, openRun } from './open-run';

export interface ClassifierOptions extends OpenOptions {
  /** How the model of a file wants its pixels. */
  scale?: Scale;
  /** The variant whose recipe weights without layers belong to. */
  recipe?: string;
}

export interface Classifier {
  title: string;
  /** What JSON says about it. */
  identity: object;
  /** Whose set the images are, in messages. */
  whose: string;
  /** The names of the classes. */
  names: Pick<Dataset, 'classNames'>;
  dataset(): Promise<Dataset>;
  /** Of the images that it takes, in pixels. */
  height(): Promise<number>;
  answers(pictures: Pictures): Promise<RunAnswers>;
}

/** @throws MlpLabError as `openRun` and `useModels`. */
export async function useClassifier<Result>(
  path: string,
  options: ClassifierOptions,
  use: (classifier: Classifier) => Promise<Result>,
): Promise<Result> {
  if (await isRun(path)) return use(ofRun(await openRun(path, options)));
  return useModels([path], options, async ([model]) => use(await ofModel(model, options)));
}

function ofRun(run: OpenedRun): Classifier {
  const { stored, registry, chosen, report } = run;
  return {
    title: runName(chosen),
    identity: { variant: chosen.row.variant, seed: chosen.run.seed },
    whose: "the run's",
    names: report.dataset,
    dataset: run.dataset,
    height: () => run.useModels(([{ facts }]) => facts.height),
    answers: (pictures) => answersTo(pictures, stored, { ...chosen, registry }),
  };
}

/** A model from elsewhere does not know its classes: they are those of the data set. */
async function ofModel(given: OpenedModel, { data }: ClassifierOptions): Promise<Classifier> {
  const dataset = await loadDataset({ data });
  const { name, model } = given;
  const side = Math.sqrt(sizeFromShape(model.inputs[0].shape.slice(1) as number[]));
  return {
    title: name,
    identity: { model: name },
    whose: "the data set's",
    names: dataset,
    dataset: async () => dataset,
    height: async () => (Number.isInteger(side) ? side : dataset.test.height),
    async answers(pictures) {
      const images = { ...pictures, labels: new Uint8Array(pictures.count) };
      const { probabilities } = await answerImages(given, images, dataset);
      return runAnswers([probabilities], dataset.classes);
    },
  };
}
