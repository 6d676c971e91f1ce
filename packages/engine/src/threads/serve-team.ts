// A thread's work in a team: the same calls as the other threads at the same time, on the same memory.
import { instantiateModule } from '../run/instantiate';
import type { Numbers } from '../run/numbers';
import { breakUp } from './team-barrier';
import type { JoinTeam, TeamReply, TeamRequest } from './team-messages';

type Functions = Record<'train' | 'evaluate', (...parameters: number[]) => void>;

/** Returns a function that does what a request asks, and answers. */
export function teamMember(
  normals?: Numbers['normals'],
): (request: TeamRequest, send: (reply: TeamReply) => void) => void {
  let team: { joined: JoinTeam; functions: Functions } | undefined;
  return (request, send) => {
    try {
      if (request.kind === 'leave') {
        team = undefined; // its memory can be freed
        return;
      }
      if (request.kind === 'join') {
        const { module, memory, layers, thread } = request;
        team = {
          joined: request,
          functions: instantiateModule(module, memory, layers, { thread, normals }) as unknown as Functions,
        };
      } else team?.functions[request.name](...request.parameters);
      send({ kind: 'ready' });
    } catch (error) {
      if (team) breakUp(team.joined.memory, team.joined.barrier); // the others would wait for this thread
      send({ kind: 'broken', message: (error as Error)?.message ?? String(error) });
    }
  };
}
