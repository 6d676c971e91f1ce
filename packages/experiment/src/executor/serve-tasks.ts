// A worker that trains its tasks on its own thread.
import type { BackendOptions } from '../backends/backend';
import { runTask } from '../train/run-task';
import { rememberScaledImages } from '../train/scaled-images';
import { acceptTasks, type TaskWorker, type TrainAssignment } from './accept-tasks';
import type { TaskReply, TaskRequest } from './protocol';

/**
 * Returns a function that takes a comparison's requests, in the order in which they arrive. It never throws.
 *
 * @param worker.train trains an assignment whose requirements are met. Default: on this thread.
 * @param send sends a reply to the comparison.
 */
export function serveTasks(
  worker: TaskWorker & { train?: TrainAssignment },
  send: (reply: TaskReply) => void,
): (request: TaskRequest) => void {
  return acceptTasks({ train: trainHere(worker), ...worker }, send);
}

function trainHere({ wasmPaths }: BackendOptions): TrainAssignment {
  const scaledImages = rememberScaledImages();
  return ({ task, requires: _, ...rest }, options, { dataset, registry, variant }) => {
    const { variant: name, recipe } = task;
    const built = variant ?? { name, title: name, changes: [], recipe };
    return runTask(task, {
      dataset,
      scaledImages,
      wasmPaths,
      build: (target) => registry.build(built, { ...target, recipe }),
      ...rest,
      ...options,
    });
  };
}
