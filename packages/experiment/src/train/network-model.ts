// A trained network as TensorFlow.js saves it, with how its images must be prepared, so that it can predict anywhere.
import { type Dataset, describeJson, MlpLabError, SCALES } from '@mlp-lab/core';
import { type PixelStatistics, pixelStatistics } from '@mlp-lab/data-mnist';
import { withInputLayer } from '@mlp-lab/exchange';
import type { Recipe, TensorFlow } from '@mlp-lab/models';
import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Saved with a network, as `mlpLab` in its user-defined metadata. */
export interface NetworkFacts {
  /** The format and its version. */
  format: typeof NETWORK_FORMAT;
  /** Of its images, in pixels. */
  height: number;
  /** Of the images, in pixels. */
  width: number;
  /** How pixels are scaled. */
  scale: Recipe['scale'];
  /** Mean and deviation of the training images, if the scale is `standard`. */
  pixels?: PixelStatistics;
  /** The number of classes. */
  classes: number;
}

export const NETWORK_FORMAT = 'mlp-lab/network@1';

export function networkFacts({ train, classes }: Dataset, scale: Recipe['scale']): NetworkFacts {
  const { height, width } = train;
  const facts = { format: NETWORK_FORMAT, height, width, scale, classes } as const;
  return scale === 'standard' ? { ...facts, pixels: pixelStatistics(train) } : facts; // TensorFlow.js saves no undefined
}

/** The layers, the weights and the facts, as plain data. */
export async function modelArtifacts(
  tf: TensorFlow,
  model: LayersModel,
  facts: NetworkFacts,
): Promise<io.ModelArtifacts> {
  model.setUserDefinedMetadata({ ...model.getUserDefinedMetadata(), mlpLab: facts });
  let saved: io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    const { modelTopology } = artifacts;
    saved = { ...artifacts, modelTopology: modelTopology && withInputLayer(modelTopology) };
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(handler);
  return saved!;
}

/**
 * @param source names the model in the message.
 * @throws MlpLabError `bad-data` for a model that mlp-lab did not save, or whose facts are not those of the model.
 */
export function factsOf(model: LayersModel, source: string): NetworkFacts {
  const { mlpLab } = (model.getUserDefinedMetadata() ?? {}) as { mlpLab?: Partial<NetworkFacts> | null };
  if (mlpLab?.format !== NETWORK_FORMAT)
    throw new MlpLabError(
      'bad-data',
      `${source} is not a network of mlp-lab: expected the format ${NETWORK_FORMAT}, received ${mlpLab?.format === undefined ? 'none' : describeJson(mlpLab.format)}`,
    );
  const problem = factsProblem(mlpLab, model);
  if (problem !== undefined) throw new MlpLabError('bad-data', `${source} is damaged: ${problem}`);
  return mlpLab as NetworkFacts;
}

function factsProblem(facts: Partial<NetworkFacts>, { inputs, outputs }: LayersModel): string | undefined {
  const { height, width, classes, scale, pixels } = facts;
  const [inputSize, outputSize] = [inputs, outputs].map((ends) =>
    ends.length === 1 ? ends[0].shape.at(-1) : undefined,
  );
  const isSize = Number.isInteger(height) && Number.isInteger(width) && height! > 0 && height! * width! === inputSize;
  const expected = (field: keyof NetworkFacts, what: string) =>
    `mlpLab.${field}: expected ${what}, received ${describeJson(facts[field])}`;
  if (!isSize) return `${expected('height', `a height and width of ${inputSize} pixels`)} × ${describeJson(width)}`;
  if (classes !== outputSize) return expected('classes', `${outputSize}`);
  if (!SCALES.includes(scale!)) return expected('scale', SCALES.join(', '));
  const isStatistics = Number.isFinite(pixels?.mean) && Number.isFinite(pixels?.deviation);
  return scale === 'standard' && !isStatistics ? expected('pixels', 'a mean and a deviation') : undefined;
}
