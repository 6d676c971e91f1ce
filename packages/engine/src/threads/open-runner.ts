// The runner of a training: a team of threads or, without one, this thread.
import { warnOnce } from '@mlp-lab/core/common';
import type { Program, ProgramState } from '../program';
import { createRunner } from '../run/create-runner';
import { loadCode } from '../run/load-code';
import type { RunnerOptions, TrainingRunner } from '../run/runner';
import type { StartedTeam } from './start-team';

export interface OpenRunnerOptions extends RunnerOptions {
  team?: StartedTeam;
  /** Whether to say once that there is no team although there should be one: its files or threads can't be had. */
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
  if (team)
    try {
      const { createTeamRunner } = await import('./team-runner');
      return { runner: await createTeamRunner(program, state, { ...options, team }), threads: team.size };
    } catch (error) {
      if (tell)
        warnOnce(
          `fit trains on one thread: ${(error as Error).message}. If your bundler leaves @mlp-lab/engine/worker out, serve that file and pass its address as workerUrl.`,
        );
    }
  await loadCode(program, options);
  return { runner: createRunner(program, state, options), threads: 1 };
}
