// Class probabilities of a run's networks → what each of them and their vote answered.
import { argmax, hardVote, softVote } from '@mlp-lab/ensemble';
import { rowsOf } from '../report/rows-of';

/** What a run answered to each test image. Of one network, the vote is its own answer. */
export interface RunAnswers {
  /** `[members][test images][classes]` */
  members: Float32Array[][];
  /** The class that was voted for: `[test images]`. */
  labels: Uint32Array;
  /** The members' weighted mean: `[test images][classes]`. */
  probabilities: number[][];
}

/**
 * @param probabilities one a network, `[test images × classes]`.
 * @param weights of the vote, one a network; one each by default.
 */
export function runAnswers(
  probabilities: readonly Float32Array[],
  classes: number,
  voting: 'soft' | 'hard' = 'soft',
  weights?: readonly number[] | null,
): RunAnswers {
  const members = probabilities.map((numbers) => rowsOf(numbers, classes));
  const soft = softVote(members, weights);
  const labels = voting === 'soft' ? soft.labels : hardVote(votesOf(members), weights);
  return { members, labels, probabilities: soft.probabilities };
}

/** The class that each member chooses: `[members][images]`. */
export function votesOf(members: readonly Float32Array[][]): Uint8Array[] {
  return members.map((rows) => Uint8Array.from(rows, (row) => argmax(row)));
}
