// An executor whose results are told to the page as well.
import type { Assignment, Executor, Task, TaskResult } from '@mlp-lab/experiment';

/** The same executor; `onResult` receives each result, too. */
export function reporting(
  executor: Executor,
  onResult: (task: Task, result: TaskResult) => void,
  options: Pick<Assignment, 'keepModel'> = {},
): Executor {
  return {
    ...executor,
    async run(assignment, callbacks) {
      const result = await executor.run({ ...assignment, ...options }, callbacks);
      onResult(assignment.task, result);
      return result;
    },
  };
}
