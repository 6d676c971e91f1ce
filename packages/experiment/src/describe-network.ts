// A variant's network, layer by layer, as a diagram draws it.
import { checkCount } from '@mlp-lab/core';
import { checkRegistry, checkVariant, type Recipe, type Registry, type Variant } from '@mlp-lab/models';
import type { layers } from '@tensorflow/tfjs-layers';
import { loadBackend } from './backends/load-backend';
import { type Checks, checkedLater, checkGiven } from './check-options';

/** One layer, as `networkDiagram` of `@mlp-lab/viz` takes it. */
export interface NetworkLayer {
  /** The layer's class, `Dense`; `Input` for the input. */
  type: string;
  /** The activation or the dropout rate. */
  detail?: string;
  /** Without the batch dimension: `[50]`. */
  outputShape: number[];
  /** The number of its weights. */
  parameters: number;
}

/** Options of `describeNetwork`. */
export interface DescribeNetworkOptions {
  /** The variants and the plugins. */
  registry: Registry;
  /** The recipe in effect. */
  recipe: Recipe;
  /** Pixels of one image. */
  inputSize: number;
  /** The number of classes. */
  classes: number;
}

/**
 * The layers of the network that a variant builds; of an ensemble, those of one member.
 *
 * @throws MlpLabError as `registry.build`.
 */
export async function describeNetwork(variant: Variant, options: DescribeNetworkOptions): Promise<NetworkLayer[]> {
  checkVariant('variant', variant);
  const { registry, recipe, inputSize, classes } = checkGiven('describeNetwork', options, CHECKS, REQUIRED);
  const { tf } = await loadBackend('cpu');
  const model = registry.build(variant, { tf, seed: 0, inputSize, classes, recipe });
  try {
    // An InputLayer is the input, which is listed for every network.
    const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
    return [{ type: 'Input', outputShape: [inputSize], parameters: 0 }, ...layers.map(describeLayer)];
  } finally {
    model.dispose();
  }
}

const REQUIRED = ['registry', 'inputSize', 'classes'] as const;
const CHECKS: Checks<DescribeNetworkOptions> = {
  registry: checkRegistry,
  recipe: checkedLater,
  inputSize: checkCount,
  classes: checkCount,
};

function describeLayer(layer: layers.Layer): NetworkLayer {
  const { activation, rate } = layer.getConfig();
  return {
    type: layer.getClassName(),
    detail: typeof rate === 'number' ? `rate ${rate}` : activation === 'linear' ? undefined : activation?.toString(),
    outputShape: layer.outputShape.slice(1) as number[],
    parameters: layer.countParams(),
  };
}
