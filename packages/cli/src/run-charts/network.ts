// The layers of one row's network.
import { MlpLabError } from '@mlp-lab/core';
import { describeNetwork } from '@mlp-lab/experiment';
import type { RunConfig } from '@mlp-lab/experiment/node';
import { networkDiagram } from '@mlp-lab/viz';
import type { RunChart } from './run-chart';

export const network: RunChart = {
  about: "the layers of one row's network, with shapes and parameters",
  async draw({ config, registry, chosen: { row, run }, dataset }) {
    const planned = config?.rows.find(({ variant }) => variant === row.variant);
    if (!planned) throw new MlpLabError('unavailable', 'a report without its folder does not tell the layers');
    const { origin, recipe } = planned;
    const [variant] = registry.list(origin?.variant ?? row.variant);
    if (!variant) throw new MlpLabError('unavailable', missing(planned));
    const { classes, train } = await dataset();
    const inputSize = train.height * train.width;
    const layers = await describeNetwork({ ...variant, origin }, { registry, recipe, inputSize, classes });
    const each = run.members ? `, each of ${run.members.length}` : '';
    return networkDiagram(layers, { title: `The network: ${row.title}${each}` });
  },
};

/** What would have to be there for the network to be built again. */
function missing({ variant, plugins = [] }: RunConfig['rows'][number]): string {
  return plugins.length > 0
    ? `${variant} is of ${plugins.join(', ')}: give the plugin by --plugin or the configuration`
    : `only the run's own program can build ${variant}`;
}
