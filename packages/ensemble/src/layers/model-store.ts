// Saves and loads a trained network, with the attributes of its classifier, through TensorFlow.js's IOHandlers.
import { describeJson, describeValue, type History, invalidArgument, MlpLabError, type Scaling } from '@mlp-lab/core';
import { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Label } from '../labels';
import { areClasses, isNumber, isObject, listOf, savedFields } from './check-saved';
import { folderHandler } from './folder-handler';
import { type CodeParameters, checkParameters, type LayersClassifierOptions } from './layers-parameters';
import { loadModel } from './load-model';
import { disposeNetwork } from './network';

/** Where a model is saved: a folder (Node), a URL that TensorFlow.js has an IOHandler for, or an IOHandler. */
export type ModelLocation = string | io.IOHandler;

/** Saved with the network, as user-defined metadata. */
export interface SavedClassifier {
  classes: Label[];
  scaling: Scaling;
  history: History;
  parameters: Omit<LayersClassifierOptions, CodeParameters>;
}

const FORMAT = 'mlp-lab/layers-classifier@1';

/** @throws MlpLabError `io` if the location can't be written to. */
export async function saveNetwork(model: LayersModel, saved: SavedClassifier, location: ModelLocation): Promise<void> {
  model.setUserDefinedMetadata({ ...model.getUserDefinedMetadata(), mlpLab: { format: FORMAT, ...saved } });
  await saveTo(location, async (handler) => model.save(handler));
}

/** @throws MlpLabError `bad-data` if a file is missing or damaged, or is not a saved classifier. */
export async function loadNetwork(location: ModelLocation): Promise<SavedClassifier & { model: LayersModel }> {
  const model = await loadFrom(location, (handler) => loadModel(handler, nameOf(location)));
  try {
    return { ...readSaved(model, nameOf(location)), model };
  } catch (error) {
    disposeNetwork(model);
    throw error;
  }
}

function readSaved(model: LayersModel, where: string): SavedClassifier {
  const metadata: unknown = model.getUserDefinedMetadata();
  const saved = isObject(metadata) ? metadata.mlpLab : undefined;
  const format = isObject(saved) ? saved.format : undefined;
  if (!isObject(saved) || format !== FORMAT || !Array.isArray(saved.classes))
    throw new MlpLabError(
      'bad-data',
      `${where} contains another model: expected format ${FORMAT}, received ${format === undefined ? 'none' : describeJson(format)}`,
    );
  const { check, passes } = savedFields(saved, where);
  const outputs = model.outputs.length === 1 ? model.outputs[0].shape.at(-1) : undefined;
  const isOfModel = ({ length }: unknown[]) => length === outputs || (length === 2 && outputs === 1);
  check(
    'classes',
    `labels in ascending order for ${outputs} outputs`,
    (value) => areClasses(value) && isOfModel(value as unknown[]),
  );
  const isScaling = (value: unknown) => isObject(value) && isNumber(value.shift) && isNumber(value.divisor);
  check('scaling', 'null or { shift, divisor }', (value) => value === null || isScaling(value));
  const isMetric = listOf((value) => value === null || typeof value === 'number'); // JSON has null for NaN
  check(
    'history',
    'metrics, each a list of numbers',
    (value) => isObject(value) && Object.values(value).every(isMetric),
  );
  check('parameters', 'an object', isObject);
  passes('parameters', checkParameters);
  return saved as unknown as SavedClassifier;
}

/** Saves through the location's IOHandler. */
export async function saveTo(
  location: ModelLocation,
  save: (handler: io.IOHandler) => Promise<unknown>,
): Promise<void> {
  try {
    await save(handlerOf(location, io.getSaveHandlers));
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError('io', `${nameOf(location)} can't be written: ${messageOf(cause)}`, { cause });
  }
}

/** Loads through the location's IOHandler. */
export async function loadFrom<Result>(
  location: ModelLocation,
  load: (handler: io.IOHandler) => Promise<Result>,
): Promise<Result> {
  try {
    return await load(handlerOf(location, io.getLoadHandlers));
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    throw new MlpLabError('bad-data', `${nameOf(location)} can't be loaded: ${messageOf(cause)}`, { cause });
  }
}

function handlerOf(location: ModelLocation, find: (url: string) => io.IOHandler[]): io.IOHandler {
  if (typeof location === 'object' && location !== null) return location;
  if (typeof location !== 'string')
    throw invalidArgument('location', 'a folder, a URL or an IOHandler of TensorFlow.js', describeValue(location));
  if (!isUrl(location)) return folderHandler(location);
  const [handler] = find(location);
  if (handler) return handler;
  throw new MlpLabError(
    'unavailable',
    `TensorFlow.js has no IOHandler for ${location} here: expected a folder in Node, indexeddb:// or downloads:// in a browser`,
  );
}

export const isUrl = (location: string) => location.includes('://');

const nameOf = (location: ModelLocation) => (typeof location === 'string' ? location : 'the IOHandler');

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
