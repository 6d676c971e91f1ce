// The threads that train one network together, as whoever calls them sees them.
import { MlpLabError } from '@mlp-lab/core/common';
import { returnThreads, type TeamThread } from './spare-threads';
import { breakUp, resetBarrier } from './team-barrier';
import type { JoinTeam, TeamReply, TeamRequest } from './team-messages';

export interface TrainingTeam {
  /**
   * Makes the same call on all threads.
   *
   * @throws MlpLabError `unavailable` if a thread has crashed; the memory is then undefined, and the team can't be called again.
   */
  call(name: 'train' | 'evaluate', parameters: readonly number[]): Promise<void>;
  /** Ends the team. */
  close(): void;
}

/**
 * Lets threads join. When the team ends, it gives them back.
 *
 * @throws MlpLabError `unavailable` if a thread can't join.
 */
export async function openTeam(
  threads: readonly TeamThread[],
  task: Omit<JoinTeam, 'kind' | 'thread'>,
): Promise<TrainingTeam> {
  const { memory, barrier } = task;
  let failure: MlpLabError | undefined;
  let atWork = new Set<number>(); // the numbers of the threads that have not answered yet
  let tell = () => {};

  function fail(error: MlpLabError): void {
    failure ??= error;
    breakUp(memory, barrier);
  }

  function end(thread: number): void {
    atWork.delete(thread);
    if (atWork.size === 0) tell();
  }

  threads.forEach((thread, number) => {
    thread.onLost = (error) => {
      fail(error);
      end(number);
    };
  });

  /** Sends each thread its request, and waits for all answers: after a failure, too, since a thread still writes to the memory until then. */
  async function ask(requestOf: (thread: number) => TeamRequest): Promise<void> {
    if (failure) throw failure;
    resetBarrier(memory, barrier);
    await new Promise<void>((resolve) => {
      tell = resolve;
      atWork = new Set(threads.keys());
      threads.forEach((thread, number) => {
        thread.onMessage = (reply: TeamReply) => {
          if (reply.kind === 'broken') fail(new MlpLabError('unavailable', `a worker thread failed: ${reply.message}`));
          end(number);
        };
        thread.send(requestOf(number));
      });
    });
    if (failure) throw failure;
  }

  const team: TrainingTeam = {
    call: (name, parameters) => ask(() => ({ kind: 'call', name, parameters })),
    close() {
      if (failure) for (const thread of threads) thread.close();
      for (const thread of threads) if (thread.isOpen) thread.send({ kind: 'leave' });
      returnThreads(threads);
    },
  };
  await ask((thread) => ({ kind: 'join', ...task, thread }));
  return team;
}
