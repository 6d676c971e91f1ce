// The script of the thread of an imported network: reads it with the readers of `mlp-lab evaluate`, and answers images.
import { type ImageSet, MlpLabError, type Scale } from '@mlp-lab/core';
import type { PixelStatistics } from '@mlp-lab/data-mnist';
import { readModel, registerLayers } from '@mlp-lab/exchange';
import { answerImages } from '@mlp-lab/experiment';
import { createRegistry, joinTensorFlow, notebook, type Recipe } from '@mlp-lab/models';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { ChosenFile } from './chosen-files';

export type GuestRequest = { id: number } & (
  | { kind: 'open'; files: readonly ChosenFile[]; recipes: readonly Recipe[] }
  | { kind: 'answer'; images: ImageSet; classes: number; scale: Scale; statistics: PixelStatistics }
);

export type GuestReply = { id: number } & (
  | { kind: 'opened'; parameters: number }
  | { kind: 'answered'; probabilities: Float32Array }
  | { kind: 'failed'; code: string; message: string }
);

interface Scope {
  onmessage: ((event: MessageEvent<GuestRequest>) => void) | null;
  postMessage(reply: GuestReply): void;
}
const scope = globalThis as unknown as Scope;
const tf = joinTensorFlow(core, layers);
let name = 'the network';
let model: layers.LayersModel | undefined;

scope.onmessage = async ({ data: request }) => {
  const { id } = request;
  try {
    if (request.kind === 'open') {
      model = await open(request.files, request.recipes);
      scope.postMessage({ id, kind: 'opened', parameters: model.countParams() });
    } else {
      const { images, classes, scale, statistics } = request;
      const { probabilities } = await answerImages({ name, model: model!, scale, pixels: statistics }, images, {
        classes,
      });
      scope.postMessage({ id, kind: 'answered', probabilities });
    }
  } catch (error) {
    const code = error instanceof MlpLabError ? error.code : 'bad-model';
    const message = (error as Error).message.replace(/^model(?=:| can't)/, name); // bytes have no name of their own
    const named = message.includes(name) ? message : `${name}: ${message}`;
    scope.postMessage({ id, kind: 'failed', code, message: named });
  }
};

/** Weights without layers belong to the first recipe whose shapes they have. */
async function open(files: readonly ChosenFile[], recipes: readonly Recipe[]): Promise<layers.LayersModel> {
  core.enableProdMode();
  await core.setBackend('cpu');
  createRegistry([notebook()]).register(tf);
  registerLayers(tf);
  const [{ file }] = files;
  name = file.name;
  if (files.some(({ file }) => file.name.endsWith('.json')))
    return layers.loadLayersModel(core.io.browserFiles(files.map(({ file }) => file).sort(jsonFirst)));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const needsRecipe = /\.safetensors$|\.weights\.h5$/i.test(name);
  let problem: unknown;
  for (const recipe of needsRecipe ? recipes : [undefined])
    try {
      return await readModel(bytes, { tf, recipe });
    } catch (error) {
      problem ??= error;
    }
  throw needsRecipe
    ? new MlpLabError(
        'bad-model',
        `${name} holds weights without layers: set a card to its layers first (${(problem as Error).message})`,
      )
    : problem;
}

const jsonFirst = (a: File, b: File) => Number(b.name.endsWith('.json')) - Number(a.name.endsWith('.json'));
