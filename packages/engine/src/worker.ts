// The script of a training thread, in Node or a browser: it serves one request at a time.
import { serveParent } from '@mlp-lab/core';
import type { ThreadReply, ThreadRequest } from './threads/messages';
import { serveTraining } from './threads/serve-training';

let running = new AbortController();

serveParent<ThreadRequest, ThreadReply>((request, send) => {
  if (request.kind === 'abort') {
    running.abort();
    return;
  }
  running = new AbortController();
  void serveTraining(request, running.signal, send);
});
