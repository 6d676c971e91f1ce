// The script of a training thread, in Node or a browser: it serves one request at a time.
import { serveParent } from '@mlp-lab/core/threads';
import { chooseInputFormats } from './memory/choose-input-format';
import { denseFormat } from './memory/store-samples';
import { allNumbers } from './run/all-numbers';
import { runPlaced } from './run/runner';
import type { ThreadReply, ThreadRequest } from './threads/messages';
import { teamMember } from './threads/serve-team';
import { serveTraining } from './threads/serve-training';
import type { TeamReply, TeamRequest } from './threads/team-messages';

const serveTeam = teamMember(allNumbers.normals);
let running = new AbortController();

serveParent<ThreadRequest | TeamRequest, ThreadReply | TeamReply>((request, send) => {
  if (request.kind === 'join' || request.kind === 'call' || request.kind === 'leave') {
    serveTeam(request, send);
    return;
  }
  if (request.kind === 'abort') {
    running.abort();
    return;
  }
  running = new AbortController();
  const { loaded, placement, options } = request;
  const { program, state, samples, validation, inputs } = loaded;
  const open = () => {
    const sets = validation ? [samples, validation] : [samples];
    const choose = () =>
      placement.input === 'dense' ? sets.map(() => denseFormat) : chooseInputFormats(program, sets);
    const formats = inputs ? [] : choose();
    return runPlaced(program, state, { ...loaded, ...options, numbers: allNumbers }, { ...placement, formats });
  };
  void serveTraining(request, open, running.signal, send);
});
