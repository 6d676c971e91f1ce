// Class probabilities of a run's networks → what each of them and their vote answered.
import { argmax, hardVote, softVote } from '@mlp-lab/ensemble';

/** What a run answered to each test image. Of one network, the vote is its own answer. */
export interface RunAnswers {
  /** `[members][test images][classes]` */
  members: Float32Array[][];
  /** The class that was voted for: `[test images]`. */
  labels: Uint32Array;
  /** The members' mean: `[test images][classes]`. */
  probabilities: number[][];
}

/** @param probabilities one a network, `[test images × classes]`. */
export function runAnswers(
  probabilities: readonly Float32Array[],
  classes: number,
  voting: 'soft' | 'hard' = 'soft',
): RunAnswers {
  const members = probabilities.map((numbers) => rowsOf(numbers, classes));
  const soft = softVote(members);
  const labels = voting === 'soft' ? soft.labels : hardVote(members.map((rows) => rows.map((row) => argmax(row))));
  return { members, labels, probabilities: soft.probabilities };
}

function rowsOf(numbers: Float32Array, columns: number): Float32Array[] {
  const rows = numbers.length / columns;
  return Array.from({ length: rows }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
}
