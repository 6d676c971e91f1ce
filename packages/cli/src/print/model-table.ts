// Models that were tested → the rows of a table, and what must be said about them.
import type { ModelEvaluation } from '@mlp-lab/experiment';
import { pc } from './terminal';

export function modelRows(evaluations: readonly ModelEvaluation[]) {
  const rows = evaluations.map(({ name, accuracy, loss, parameters, scale }) => [
    name,
    accuracy.toFixed(4),
    loss.toFixed(4),
    parameters,
    scale,
  ]);
  return { head: ['Model', 'Test accuracy', 'Test loss', 'Parameters', 'Pixels'], rows, right: [1, 2, 3] };
}

const LITTLE = 0.5; // a network that was trained on these images knows more

/** That softmax was applied to logits, and what a poor result may come from. */
export function modelNotes(evaluations: readonly ModelEvaluation[]): string[] {
  const logits = evaluations.filter(({ output }) => output === 'logits').map(({ name }) => name);
  const poor = evaluations
    .filter(({ accuracy, scale }) => accuracy < LITTLE && scale === 'none')
    .map(({ name }) => name);
  return [
    ...(logits.length > 0
      ? [`The last layer of ${logits.join(', ')} has no softmax: its logits became probabilities by softmax.`]
      : []),
    ...(poor.length > 0
      ? [`${poor.join(', ')}: were its pixels scaled otherwise in training? --scale unit divides them by 255.`]
      : []),
  ].map((note) => pc.dim(note));
}
