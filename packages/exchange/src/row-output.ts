// What a model's output is: probabilities, or scores that softmax turns into some.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkModel } from './check-given';

/** `logits`: scores of any size, as PyTorch's networks give, which leave softmax to the loss; also logarithms of probabilities. */
export type RowOutput = 'probabilities' | 'logits';

/** By the last layer: softmax and sigmoids give probabilities, everything else logits. */
export function rowOutput(model: LayersModel): RowOutput {
  checkModel(model);
  const layer = model.layers.at(-1);
  if (layer === undefined) return 'logits';
  if ('layers' in layer) return rowOutput(layer as unknown as LayersModel);
  if (layer.getClassName() === 'Softmax') return 'probabilities';
  const { activation } = layer as unknown as { activation?: { getClassName?(): string; name?: string } };
  const name = activation?.getClassName?.() ?? activation?.name ?? '';
  return /^(softmax|sigmoid|hardSigmoid|hardSigmoidTfjs)$/.test(name) ? 'probabilities' : 'logits';
}
