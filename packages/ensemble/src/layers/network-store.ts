// A trained network and what the classifier knows about it, to and from TensorFlow.js's stores.
import { type History, MlpLabError, type Scaling } from '@mlp-lab/core';
import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import type { Label } from '../label';
import { folderHandler } from './folder-handler';
import type { Code, LayersClassifierOptions } from './parameters';

/** Where something is kept: a folder (Node), a URL that TensorFlow.js has a handler for, or a handler. */
export type Place = string | io.IOHandler;

/** What is saved with a network, as its user-defined metadata. */
export interface SavedClassifier {
  classes: Label[];
  scaling: Scaling;
  history: History;
  parameters: Omit<LayersClassifierOptions, Code>;
}

const FORMAT = 'mlp-lab/layers-classifier@1';

/** @throws MlpLabError `io` where it can't be written. */
export async function saveNetwork(model: LayersModel, saved: SavedClassifier, place: Place): Promise<void> {
  model.setUserDefinedMetadata({ ...model.getUserDefinedMetadata(), mlpLab: { format: FORMAT, ...saved } });
  await writing(place, async (handler) => model.save(handler));
}

/** @throws MlpLabError `bad-data` for what is missing, damaged or something else. */
export async function loadNetwork(place: Place): Promise<SavedClassifier & { model: LayersModel }> {
  const model = await reading(place, (handler) => loadLayersModel(handler));
  const { mlpLab } = (model.getUserDefinedMetadata() ?? {}) as { mlpLab?: SavedClassifier & { format: string } };
  if (mlpLab?.format === FORMAT) return { ...mlpLab, model };
  model.dispose();
  throw new MlpLabError(
    'bad-data',
    `${shown(place)} holds another model: expected one of format ${FORMAT}, received ${mlpLab?.format ?? 'none'}`,
  );
}

/** Saves by a place's handler. */
export async function writing(place: Place, save: (handler: io.IOHandler) => Promise<unknown>): Promise<void> {
  try {
    await save(handlerOf(place, io.getSaveHandlers));
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError('io', `${shown(place)} can't be written: ${messageOf(cause)}`, { cause });
  }
}

/** Loads by a place's handler. */
export async function reading<Result>(place: Place, load: (handler: io.IOHandler) => Promise<Result>): Promise<Result> {
  try {
    return await load(handlerOf(place, io.getLoadHandlers));
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError('bad-data', `${shown(place)} can't be loaded: ${messageOf(cause)}`, { cause });
  }
}

function handlerOf(place: Place, find: (url: string) => io.IOHandler[]): io.IOHandler {
  if (typeof place !== 'string') return place;
  if (!isUrl(place)) return folderHandler(place);
  const [handler] = find(place);
  if (handler) return handler;
  throw new MlpLabError(
    'unavailable',
    `TensorFlow.js has no handler here for ${place}: expected a folder in Node, indexeddb:// or downloads:// in a browser`,
  );
}

export const isUrl = (place: string) => place.includes('://');

const shown = (place: Place) => (typeof place === 'string' ? place : 'the handler');

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
