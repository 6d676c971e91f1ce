// A trained network as TensorFlow.js saves it, with what its images must become before it sees them: it can be asked anywhere.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type PixelStatistics, pixelStatistics } from '@mlp-lab/data-mnist';
import type { Recipe, TensorFlow } from '@mlp-lab/models';
import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** What is saved with a network, as `mlpLab` of its user-defined metadata. */
export interface NetworkFacts {
  format: typeof NETWORK_FORMAT;
  /** Pixels of the images that it takes. */
  height: number;
  width: number;
  scale: Recipe['scale'];
  /** The training images' own, which `standard` scales by. */
  pixels?: PixelStatistics;
  classes: number;
}

export const NETWORK_FORMAT = 'mlp-lab/network@1';

export function networkFacts({ train, classes }: Dataset, scale: Recipe['scale']): NetworkFacts {
  const { height, width } = train;
  const facts = { format: NETWORK_FORMAT, height, width, scale, classes } as const;
  return scale === 'standard' ? { ...facts, pixels: pixelStatistics(train) } : facts; // TensorFlow.js saves no undefined
}

/** The layers, the weights and the facts, as plain data that can be sent to another thread. */
export async function modelArtifacts(
  tf: TensorFlow,
  model: LayersModel,
  facts: NetworkFacts,
): Promise<io.ModelArtifacts> {
  model.setUserDefinedMetadata({ ...model.getUserDefinedMetadata(), mlpLab: facts });
  let saved: io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(handler);
  return saved!;
}

/** @throws MlpLabError `bad-data` for a model that was not saved here. */
export function factsOf(model: LayersModel, place: string): NetworkFacts {
  const { mlpLab } = (model.getUserDefinedMetadata() ?? {}) as { mlpLab?: Partial<NetworkFacts> };
  if (mlpLab?.format === NETWORK_FORMAT) return mlpLab as NetworkFacts;
  throw new MlpLabError(
    'bad-data',
    `${place} is another model: expected one of format ${NETWORK_FORMAT}, received ${mlpLab?.format ?? 'none'}`,
  );
}
