// The script of a thread that trains tasks, in Node or, as `task-worker.js`, a browser: first it is set up, then it serves requests.
import { serveParent } from '@mlp-lab/core';
import { createRegistry, notebook } from '@mlp-lab/models';
import type { TaskReply, TaskRequest } from './executor/protocol';
import { loadRegistry } from './executor/registry-module';
import { batchReplies } from './executor/reply-batches';
import { serveTasks } from './executor/serve-tasks';
import type { ThreadSetup } from './executor/thread-executor';

let serve: ReturnType<typeof serveTasks>;

serveParent<ThreadSetup | TaskRequest, TaskReply[]>((message, send) => {
  if (message.kind === 'setup') serve = serveTasks(workerOf(message), batchReplies(send));
  else serve(message);
});

function workerOf({ registryModule, ...setup }: ThreadSetup) {
  const registry = registryModule ? loadRegistry(registryModule) : createRegistry([notebook()]);
  if (registry instanceof Promise) registry.catch(() => {}); // each task reports it
  return { ...setup, registry };
}
