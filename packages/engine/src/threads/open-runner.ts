// The runner of a training: a team of threads or, without one, this thread.
import type { Program, ProgramState } from '../program';
import { createRunner } from '../run/create-runner';
import { loadCode } from '../run/load-code';
import type { RunnerOptions, TrainingRunner } from '../run/runner';
import type { StartedTeam } from './start-team';
import type { teamRunnerOrNone } from './team-runner';

export interface OpenRunnerOptions extends RunnerOptions {
  team?: StartedTeam;
  /** Whether to say that there is no team although there should be one. */
  tell: boolean;
}

/**
 * @returns the runner, and how many threads it has: one if the team can't be had.
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export async function openRunner(
  program: Program,
  state: ProgramState,
  { team, tell, ...options }: OpenRunnerOptions,
): Promise<{ runner: TrainingRunner; threads: number }> {
  const opened = team && (await openTeamRunner(program, state, { ...options, team, tell }));
  if (opened) return { runner: opened, threads: team.size };
  await loadCode(program, options);
  return { runner: createRunner(program, state, options), threads: 1 };
}

/** A file that can't be loaded is a team that can't be had. */
const openTeamRunner = (...given: Parameters<typeof teamRunnerOrNone>) =>
  import('./team-runner').then(
    ({ teamRunnerOrNone }) => teamRunnerOrNone(...given),
    () => undefined,
  );
