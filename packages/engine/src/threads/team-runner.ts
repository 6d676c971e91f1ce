// A runner whose calls a team of threads makes, all at the same time, on one shared memory.
import type { Program, ProgramState } from '../program';
import { numbersFor } from '../run/create-runner';
import { eachOrder } from '../run/forward';
import { loadTables, prepareCall, readSums } from '../run/instance';
import { loadCode } from '../run/load-code';
import { placeProgram, releasePlacement } from '../run/place-program';
import { loadProgramMemory } from '../run/program-memory';
import { type RunnerOptions, stateAccess, type TrainingRunner } from '../run/runner';
import { endSlice, startSlice } from '../run/train-slice';
import { openTeam } from './open-team';
import { returnThreads, type TeamThread } from './spare-threads';

export { takeThreads } from './spare-threads';

export interface TeamRunnerOptions extends RunnerOptions {
  readonly team: { readonly size: number; readonly threads: Promise<readonly TeamThread[]> };
}

/**
 * Compiles `program` for a team, copies its state and samples to memory, and lets the threads join.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory, or a thread can't be had.
 */
export async function createTeamRunner(
  program: Program,
  state: ProgramState,
  { team: { size, threads }, ...alone }: TeamRunnerOptions,
): Promise<TrainingRunner> {
  const { batchSize, validation } = alone;
  const options = { ...alone, threads: size };
  let release = () => {};
  try {
    await loadCode(program, options);
    const placement = placeProgram(program, options);
    release = () => releasePlacement(placement, options);
    const loaded = loadTables(program, loadProgramMemory(program, options, placement), {
      ...alone,
      numbers: numbersFor(program),
    });
    const access = stateAccess(loaded);
    access.write(state);
    const { memory, capacity, compiled } = loaded;
    const task = { module: compiled.module, memory, barrier: compiled.barrier, layers: program.layers };
    const team = await openTeam(await threads, task);
    return {
      ...access,
      get iterations() {
        return loaded.iterations;
      },

      async train(slice) {
        const parameters = startSlice(loaded, batchSize, slice);
        await team.call('train', parameters);
        return endSlice(loaded, batchSize, slice);
      },

      async validate() {
        const { count } = validation!;
        prepareCall(loaded, loaded.validation!);
        for (const [order, rows] of eachOrder(loaded, count)) await team.call('evaluate', [order, rows, capacity]);
        return readSums(loaded, count);
      },

      dispose() {
        team.close();
        release();
      },
    };
  } catch (error) {
    release();
    const close = (started: readonly TeamThread[]) => {
      for (const thread of started) thread.close();
      returnThreads(started);
    };
    threads.then(close, () => {});
    throw error;
  }
}
