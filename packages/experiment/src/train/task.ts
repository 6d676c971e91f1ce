// One network to train, as plain data that any worker can receive, and the result.
import type { Arithmetic } from '@mlp-lab/core';
import type { Recipe, VariantOrigin } from '@mlp-lab/models';
import type { io } from '@tensorflow/tfjs-core';
import type { MadeBy } from '../made-by';
import type { RunHistory } from '../report/report';
import type { Checkpoint } from './checkpoint';
import type { LayerSnapshot } from './record-snapshots';

/** One network to train and test. */
export interface Task {
  /** Unique in a comparison and usable as a file name: `relu.seed-1`, `ensemble.seed-1.member-2`. */
  id: string;
  /** Its full name, options included. */
  variant: string;
  /** The seed of this network: a member of an ensemble has its own, not the row's. */
  seed: number;
  /** The recipe in effect. */
  recipe: Recipe;
  /** The registered variant and its options, if the variant was made from one. */
  origin?: VariantOrigin;
  /** The plugins whose code builds or trains it, with their versions: another version may give another network. */
  plugins?: string[];
  /** What computes. */
  backend: string;
  /** How the engine multiplies and adds in training. @default 'separate' */
  arithmetic?: Arithmetic;
  /** Whether the result includes the probabilities on the images held out for validation. */
  heldOut?: true;
  /** On how many of the first training images to measure the layers, before training and after each epoch. @default none */
  probe?: number;
}

/** What training one network gives. */
export interface TaskResult {
  /** Number of images that weights were fitted to. */
  trainedOn: number;
  /** Seconds of training, without loading, measuring and testing. */
  seconds: number;
  /** The metrics of each epoch. */
  history: RunHistory;
  /** `[test images × classes]`, row-major: the class probabilities of each test image. */
  probabilities: Float32Array;
  /** `[held-out images × classes]`, if the task asks for them. */
  heldOut?: Float32Array;
  /** The measures of the layers, if the task asks for them. */
  snapshots?: LayerSnapshot[];
  /** Absent in the first run folders. */
  madeBy?: MadeBy;
  /** After how many epochs a finished training was trained on. */
  continuedAfter?: number[];
  /** The machine that trained it, if that was another one. */
  machine?: string;
  /** The trained network, if it was asked for. */
  model?: io.ModelArtifacts;
  /** The state at the end of training, with the network: from it, training can go on. Absent if the optimizer can't save its own. */
  checkpoint?: Checkpoint;
}

/** How far a task is, with the newest loss and accuracy: of the epoch so far or, at an epoch's end, of the epoch. */
export interface TaskProgress {
  /** From 1 to `epochs`. */
  epoch: number;
  /** The epochs of the whole training. */
  epochs: number;
  /** Whether the epoch has ended. */
  isEpochEnd: boolean;
  /** Fraction of the whole training that is done, 0 to 1. */
  fraction: number;
  /** The mean over the epoch so far. */
  loss: number;
  /** The mean over the epoch so far, 0 to 1. */
  acc: number;
  /** At the end of an epoch, with validation images. */
  val_loss?: number;
  /** At the end of an epoch, with validation images. */
  val_acc?: number;
}
