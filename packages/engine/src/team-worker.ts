// The script of a thread in a team that trains one network without Gaussian noise: it makes the calls that it is told to. `worker.ts` can
// do the same, and more.
import { serveParent } from '@mlp-lab/core/threads';
import { teamMember } from './threads/serve-team';

serveParent(teamMember());
