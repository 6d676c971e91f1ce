// The class probabilities that a run's networks gave → the answers of each network and of their vote.
import { MlpLabError } from '@mlp-lab/core';
import { hardVote, softVote } from '@mlp-lab/ensemble';
import { taskIds } from '../plan/plan';
import type { LayerSnapshot } from '../train/record-snapshots';
import type { TaskResult } from '../train/task';
import { rowsOf, votesOf } from './member-votes';
import type { Row, Run } from './report';

/** A run's answers to the test images. The vote of a single network is its own answer. */
export interface RunAnswers {
  /** `[members][test images][classes]` */
  members: Float32Array[][];
  /** The class voted for: `[test images]`. */
  labels: Uint32Array;
  /** The members' weighted mean: `[test images][classes]`. */
  probabilities: number[][];
}

/**
 * The vote of networks on images; of a single network, its own answers.
 *
 * @param probabilities one array per network, `[test images × classes]`.
 * @param weights of the vote, one per network. @default equal weights
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

/** The results of networks by their tasks' ids, of this process or from a run folder, where their files may be damaged. */
export type NetworkResults = ReadonlyMap<string, { result: TaskResult; damage?: string | undefined }>;

/** @throws MlpLabError `bad-data` for a damaged one. */
function resultOf(networks: NetworkResults, id: string): TaskResult | undefined {
  const { damage, result } = networks.get(id) ?? {};
  if (damage) throw new MlpLabError('bad-data', damage);
  return result;
}

/**
 * The answers of a run whose networks' results are at hand.
 *
 * @param testImages how many images the networks were tested on.
 * @returns undefined where a network's result is missing.
 * @throws MlpLabError `bad-data` for a network whose files are damaged.
 */
export function answersOf(networks: NetworkResults, row: Row, run: Run, testImages: number): RunAnswers | undefined {
  const found = runTaskIds(row, run).map((id) => resultOf(networks, id)?.probabilities);
  if (!found.every((probabilities) => probabilities !== undefined)) return undefined;
  const { voting, weights } = run.ensemble ?? {};
  return runAnswers(found, found[0].length / testImages, voting, weights);
}

/**
 * The measurements of a run's layers (of an ensemble's first network); undefined if there are none.
 *
 * @throws MlpLabError `bad-data` for a network whose files are damaged.
 */
export function snapshotsOf(networks: NetworkResults, row: Row, run: Run): LayerSnapshot[] | undefined {
  const [id] = runTaskIds(row, run);
  return resultOf(networks, id)?.snapshots;
}

/** The ids of a run's networks, an ensemble's members in order. */
export function runTaskIds({ variant }: Row, { seed, members }: Run): string[] {
  return taskIds(variant, seed, members?.length);
}
