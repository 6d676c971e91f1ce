// Class weights → a weight for every row.
import { checkObject, invalidArgument } from '@mlp-lab/core/common';
import type { ClassWeight, FitArgs } from '../fit/fit-args';
import type { Samples } from './samples';

/**
 * The weight of each row's class, times its sample weight if it has one. A row's class is its number in y, or the index of its
 * greatest number.
 *
 * @param output the name of the model's output.
 * @throws MlpLabError `invalid-argument` if the weight of a class of y is missing, negative or not finite, or for the samples of a model of
 * several outputs.
 */
export function classWeights(
  samples: Samples,
  given: NonNullable<FitArgs['classWeight']>,
  output: string,
): Float32Array {
  const outputs = 1 + (samples.more?.y.length ?? 0);
  if (outputs > 1) throw invalidArgument('classWeight', 'a model of one output', `${outputs} outputs`);
  const list = [given].flat();
  if (list.length !== 1)
    throw invalidArgument('classWeight', 'weights for the only output', `a list of ${list.length}`);
  const own = checkObject('classWeight', list[0]) as Readonly<Record<string, ClassWeight>>;
  const classWeight = checkObject('classWeight', own[output] ?? own) as ClassWeight;
  const weights = new Float32Array(samples.count);
  for (let row = 0; row < samples.count; row++) {
    const label = classOf(samples, row);
    const weight = classWeight[label];
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw invalidArgument('classWeight', `a number of 0 or more for class ${label}, which occurs in y`, weight);
    weights[row] = weight * (samples.weights?.[row] ?? 1);
  }
  return weights;
}

function classOf({ y, targetWidth }: Samples, row: number): number {
  if (targetWidth === 1) return y[row];
  const start = row * targetWidth;
  let greatest = 0;
  for (let i = 1; i < targetWidth; i++) if (y[start + i] > y[start + greatest]) greatest = i;
  return greatest;
}
