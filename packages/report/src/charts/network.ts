// The layers of one row's network.
import { MlpLabError } from '@mlp-lab/core';
import { describeNetwork, registeredVariant } from '@mlp-lab/experiment';
import { networkDiagram } from '@mlp-lab/viz';
import { chosenRun, rowName } from '../run/choose-run';
import type { RunData } from '../run/run-data';
import { runDataset } from '../run/test-answers';
import type { RunChart } from './run-chart';

const WIDTH = 640;
const WIDEST = 720; // beyond it, only the gaps would grow

export const network: RunChart = {
  title: 'Network diagram',
  about: "the layers of one row's network, with shapes and parameters",
  async draw(data, { width = WIDTH } = {}) {
    const { row, run } = chosenRun(data);
    const { variant, registry, recipe } = builtFrom(data);
    const { classes, train } = await runDataset(data);
    const inputSize = train.height * train.width;
    const layers = await describeNetwork(variant, { registry, recipe, inputSize, classes });
    const each = run.members ? `, each of ${run.members.length} members` : '';
    return networkDiagram(layers, { title: `The network: ${rowName(row)}${each}`, width: Math.min(width, WIDEST) });
  },
};

/** The variant and the recipe that the network is built from. @throws MlpLabError `unavailable` where they are not known. */
function builtFrom(data: RunData) {
  const { row } = chosenRun(data);
  const { registry, config } = data;
  const planned = config?.rows.find(({ variant }) => variant === row.variant);
  if (!planned || !registry)
    throw new MlpLabError('unavailable', 'a report without its folder does not include the layers');
  const { recipe, plugins = [] } = planned;
  const variant = registeredVariant(registry, planned);
  if (variant) return { variant, registry, recipe };
  throw new MlpLabError(
    'unavailable',
    plugins.length > 0
      ? `${row.variant} needs ${plugins.join(', ')}: give the plugin by --plugin or the configuration`
      : `only the program that trained ${row.variant} can build it`,
  );
}
