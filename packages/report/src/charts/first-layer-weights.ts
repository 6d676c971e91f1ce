// The weights of one network's first layer, an image per unit.
import { MlpLabError, type TensorData } from '@mlp-lab/core';
import { runTaskIds } from '@mlp-lab/experiment';
import { firstLayerWeights as draw } from '@mlp-lab/viz';
import type { io } from '@tensorflow/tfjs-core';
import { chosenRun, runName } from '../run/choose-run';
import type { RunChart } from './run-chart';

const WIDTH = 960; // nine units in a row
const MOST = 27;

export const firstLayerWeights: RunChart = {
  title: 'First-layer weights',
  about: "the weights of one row's first layer, as images",
  async draw(data, { width = WIDTH } = {}) {
    const chosen = chosenRun(data);
    const { row, run } = chosen;
    const saved = await data.model?.(runTaskIds(row, run)[0]);
    if (!saved)
      throw new MlpLabError('unavailable', `the networks of ${row.variant}, seed ${run.seed}, were not saved`);
    const { height: imageHeight, width: imageWidth } = imageSize(saved);
    const kernel = await firstKernel(saved, imageHeight * imageWidth);
    const units = kernel.shape[1];
    const which = units > MOST ? `the first ${MOST} of ${units} units` : `${units} units`;
    const ofMembers = run.members ? ', its first network' : '';
    const title = `Weights of the first layer: ${runName(chosen)}${ofMembers}, ${which}`;
    return draw(kernel, { imageHeight, imageWidth, width, count: MOST, title });
  },
};

/** What `compare` saves with every network. */
function imageSize({ userDefinedMetadata }: io.ModelArtifacts): { height: number; width: number } {
  const { mlpLab } = (userDefinedMetadata ?? {}) as { mlpLab?: { height: number; width: number } };
  if (mlpLab) return mlpLab;
  throw new MlpLabError(
    'bad-data',
    'the saved network: expected the size of its images in its metadata, received none',
  );
}

/** The first of the network's weights: `[inputs, units]`. */
async function firstKernel(
  { weightSpecs = [], weightData = [] }: io.ModelArtifacts,
  inputs: number,
): Promise<TensorData> {
  const [{ shape } = { shape: [] }] = weightSpecs;
  if (shape.length !== 2 || shape[0] !== inputs)
    throw new MlpLabError('unavailable', "the network's first weights are not images: expected a Dense layer first");
  const bytes = await new Blob([weightData].flat()).arrayBuffer();
  return { data: new Float32Array(bytes, 0, shape[0] * shape[1]), shape };
}
