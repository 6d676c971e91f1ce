// The messages between whoever trains a network and the threads of its team.
import type { ProgramLayer } from '../program';

/** To a thread: join a team, make a call at the same time as the others, or leave the team. */
export type TeamRequest =
  | JoinTeam
  /** `parameters`: those of the module's function. */
  | { kind: 'call'; name: 'train' | 'evaluate'; parameters: readonly number[] }
  | { kind: 'leave' };

export interface JoinTeam {
  kind: 'join';
  /** Compiled for a team. */
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Address of the words of the barrier. */
  barrier: number;
  /** The thread's number in the team. */
  thread: number;
  layers: readonly ProgramLayer[];
}

/** From a thread: it has done what was asked, or it can't. */
export type TeamReply = { kind: 'ready' } | { kind: 'broken'; message: string };
