// One network to train, as plain data that any thread can be given, and what comes of it.
import type { Recipe, VariantOrigin } from '@mlp-lab/models';
import type { io } from '@tensorflow/tfjs-core';
import type { RunHistory } from '../report/report';
import type { LayerMoment } from './record-layers';

/** One network to train and test. */
export interface Task {
  /** Unique in a comparison and usable as a file's name: `relu.seed-1`, `ensemble.seed-1.member-2`. */
  id: string;
  variant: string;
  /** The seed of this very network: a member's is its own, not the row's. */
  seed: number;
  recipe: Recipe;
  /** Where the variant was made from a registered one: that, and its options. */
  origin?: VariantOrigin;
  /** The plugins whose code builds or trains it, with their versions: another version's network is another network. */
  plugins?: string[];
  backend: string;
  /** Its answers on the images held out for validation are wanted, too. */
  heldOut?: true;
  /** On how many of the first training images its layers are measured, before training and after each epoch; absent: they are not. */
  probe?: number;
}

export interface TaskResult {
  trainedOn: number;
  seconds: number;
  history: RunHistory;
  /** `[test images × classes]`, row-major: the network's answer to each test image. */
  probabilities: Float32Array;
  /** `[held-out images × classes]`, where the task wants them. */
  heldOut?: Float32Array;
  /** The measures, where the task wants them. */
  moments?: LayerMoment[];
  /** The network itself, where it is to be kept. */
  model?: io.ModelArtifacts;
}

/** Where a task stands, with the newest loss and accuracy: of the last batch, or, at an epoch's end, of the epoch. */
export interface TaskProgress {
  /** From 1 to `epochs`. */
  epoch: number;
  epochs: number;
  isEpochEnd: boolean;
  /** How much of the whole training is done, 0 to 1. */
  fraction: number;
  loss: number;
  acc: number;
  val_loss?: number;
  val_acc?: number;
}
