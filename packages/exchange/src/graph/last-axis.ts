// The axis along which an operator works: all that perceptrons have take the last one.
import { unsupported } from '../network/exchange-error';

/**
 * @param axis as the file has it, counted with that of the rows.
 * @param axes how many a row has. @throws MlpLabError `bad-model` for any axis but the last one, which is -1, too.
 */
export function checkLastAxis(axis: unknown, axes: number | undefined, title: string): void {
  if (axis !== -1 && axis !== axes) throw unsupported(`${title} works along axis ${axis}: expected the last one`);
}
