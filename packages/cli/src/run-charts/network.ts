// The layers of one row's network.
import { MlpLabError } from '@mlp-lab/core';
import { describeNetwork } from '@mlp-lab/experiment';
import { networkDiagram } from '@mlp-lab/viz';
import type { RunChart } from './run-chart';

export const network: RunChart = {
  about: "the layers of one row's network, with shapes and parameters",
  async draw({ config, registry, chosen: { row, run }, dataset }) {
    const planned = config?.rows.find(({ variant }) => variant === row.variant);
    if (!planned) throw new MlpLabError('unavailable', 'a report without its folder does not tell the layers');
    const variant = registry.list().find(({ name }) => `${row.variant} `.startsWith(`${name} `)); // of `relu hidden=20`, relu
    if (!variant) throw new MlpLabError('unavailable', `only the run's own program can build ${row.variant}`);
    const { classes, train } = await dataset();
    const inputSize = train.height * train.width;
    const layers = await describeNetwork(variant, { registry, recipe: planned.recipe, inputSize, classes });
    const each = run.members ? `, each of ${run.members.length}` : '';
    return networkDiagram(layers, { title: `The network: ${row.title}${each}` });
  },
};
