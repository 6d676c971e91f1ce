// The layers of one row's network.
import { MlpLabError } from '@mlp-lab/core';
import { joinTensorFlow } from '@mlp-lab/models';
import { type DiagramLayer, networkDiagram } from '@mlp-lab/viz';
import type { layers } from '@tensorflow/tfjs-layers';
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
    const tf = await loadTensorFlow();
    const model = registry.build(variant, { tf, seed: run.seed, inputSize, classes, recipe: planned.recipe });
    const input = { type: 'Input', outputShape: [inputSize], parameters: 0 };
    const each = run.members ? `, each of ${run.members.length}` : '';
    const title = `The network: ${row.title}${each}`;
    const drawn = networkDiagram([input, ...model.layers.map(layerOf)], { title });
    model.dispose();
    return drawn;
  },
};

async function loadTensorFlow() {
  const [core, layers] = await Promise.all([
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-layers'),
    import('@tensorflow/tfjs-backend-cpu'),
  ]);
  core.enableProdMode(); // no banner
  await core.setBackend('cpu');
  return joinTensorFlow(core, layers);
}

function layerOf(layer: layers.Layer): DiagramLayer {
  const { activation, rate } = layer.getConfig();
  return {
    type: layer.getClassName(),
    detail: typeof rate === 'number' ? `rate ${rate}` : activation === 'linear' ? undefined : activation?.toString(),
    outputShape: layer.outputShape.slice(1) as number[],
    parameters: layer.countParams(),
  };
}
