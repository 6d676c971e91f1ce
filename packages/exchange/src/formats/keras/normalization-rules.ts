// Keras's normalizations that TensorFlow.js has no layer for, out of layers that it has. Their weights become part of others', so that such a
// network predicts what Keras's does and is not trained on.
import { sizeFromShape } from '@mlp-lab/core';
import { diagonal } from '../../graph/columns';
import { damaged, unsupported } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import { checkAxis, type RuleContext, type Step } from './rule-context';

/** The numbers of a row in groups, (x - mean) / √(variance + ε) in each: a layer normalization of rows of that shape. */
export function groupNormalization(context: RuleContext): Step[] {
  const { row, title, number, model } = context;
  checkFlat(context);
  const [width] = row;
  const given = number('groups', 32);
  const groups = given === -1 ? width : given;
  if (!Number.isInteger(groups) || groups < 1 || width % groups !== 0)
    throw damaged(`${title}: groups: expected a divisor of ${width}, received ${given}`);
  const epsilon = number('epsilon', 1e-3);
  const { gamma, beta } = affineOf(context, 'gamma', 'beta');
  if (groups === 1) return [{ kind: 'layerNormalization', epsilon, ...(gamma && { gamma }), ...(beta && { beta }) }];
  model.onlyInTraining.push(`${title} has ${groups} groups`);
  return [
    { kind: 'reshape', shape: [groups, width / groups] },
    plainNormalization(width / groups, epsilon),
    { kind: 'flatten' },
    { kind: 'columns', columns: { scale: gamma?.data ?? filled(width, 1), shift: beta?.data ?? filled(width, 0) } },
  ];
}

/** x / √(mean of x² + ε): a layer normalization of x and -x, whose mean is 0, of which x is kept. */
export function rmsNormalization(context: RuleContext): Step[] {
  const { row, title, number, model } = context;
  checkFlat(context);
  const [width] = row;
  const { scale } = affineOf(context, 'scale');
  model.onlyInTraining.push(`${title} is a normalization by the root mean square`);
  const numbers = scale?.data ?? filled(width, 1);
  const { kernel } = diagonal(title, { scale: numbers, shift: filled(width, 0) });
  const data = new Float32Array(2 * width * width);
  data.set(kernel.data);
  return [
    { kind: 'concatenate' },
    plainNormalization(2 * width, number('epsilon', 1e-6)),
    { kind: 'dense', kernel: { shape: [2 * width, width], data }, trainable: false },
  ];
}

function checkFlat(context: RuleContext): void {
  const { row, title } = context;
  if (row.length !== 1) throw unsupported(`${title} takes rows of shape [${row}]: expected flat ones`);
  checkAxis(context);
}

/** Its scale and shift; GroupNormalization may be without, by `scale` and `center`. */
function affineOf(
  { config, weights, row, title }: RuleContext,
  ...names: string[]
): Record<string, Weight | undefined> {
  const isLeftOut: Readonly<Record<string, boolean>> = { gamma: config.scale === false, beta: config.center === false };
  const own = names.filter((name) => !isLeftOut[name]);
  const found = own.length > 0 ? weights(...own) : {};
  for (const [name, { data }] of Object.entries(found))
    if (data.length !== sizeFromShape(row))
      throw damaged(`${title}: ${name}: expected ${row} numbers, received ${data.length}`);
  return found;
}

const filled = (length: number, value: number) => new Float32Array(length).fill(value);

/** With a scale and center that training leaves alone: TensorFlow.js can't train through one without. */
const plainNormalization = (width: number, epsilon: number): Step => ({
  kind: 'layerNormalization',
  epsilon,
  gamma: { shape: [width], data: filled(width, 1) },
  beta: { shape: [width], data: filled(width, 0) },
  trainable: false,
});
