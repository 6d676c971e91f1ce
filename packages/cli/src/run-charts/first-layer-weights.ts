// What each neuron of one row's first layer looks at.
import { MlpLabError } from '@mlp-lab/core';
import { firstLayerWeights as draw } from '@mlp-lab/viz';
import type { layers } from '@tensorflow/tfjs-layers';
import type { RunChart } from './run-chart';
import { runName } from './run-name';

const WIDTH = 960; // nine units in a row
const MOST = 27;

export const firstLayerWeights: RunChart = {
  about: "the weights of one row's first layer, as pictures",
  async draw({ chosen, useModels }) {
    return useModels(async ([{ model, facts }]) => {
      const { height: imageHeight, width: imageWidth } = facts;
      const kernel = await firstKernel(model.layers, imageHeight * imageWidth);
      const units = kernel.shape[1];
      const which = units > MOST ? `the first ${MOST} of ${units} units` : `${units} units`;
      const ofMembers = chosen.run.members ? ', its first network' : '';
      const title = `Weights of the first layer: ${runName(chosen)}${ofMembers}, ${which}`;
      return draw(kernel, { imageHeight, imageWidth, width: WIDTH, count: MOST, title });
    });
  },
};

/** Of the first layer that has weights: `[inputs, units]`. */
async function firstKernel(all: layers.Layer[], inputs: number) {
  const [kernel] = all.find(({ weights }) => weights.length > 0)?.getWeights() ?? [];
  if (kernel === undefined || kernel.shape.length !== 2 || kernel.shape[0] !== inputs)
    throw new MlpLabError('unavailable', "the network's first weights are no pictures: expected a Dense layer first");
  return { data: (await kernel.data()) as Float32Array, shape: kernel.shape };
}
