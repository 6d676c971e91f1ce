// Executors outside this program, as the options ask for them: a page in a browser, or the machines that serve a queue.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import type { CompareEvent, Executor } from '@mlp-lab/experiment';
import type { QueueStatus } from '@mlp-lab/queue';
import type { ComparisonOptions } from '../options/shared-options';
import type { Progress } from '../print/progress';
import { queueTable } from '../print/queue-table';
import { said } from '../print/say';
import { checkQueueChoice } from '../queue/queue-address';

export interface RemoteExecutor extends Executor {
  /** Shows an event of the comparison there, too. */
  show(event: CompareEvent): void;
  /** Says that the comparison has ended, and closes what was opened for it. */
  end(options: { interrupted: boolean }): Promise<void>;
}

/** Undefined if this program trains. @throws MlpLabError `unavailable` if there is no browser, no Redis, or no @mlp-lab/queue. */
export async function openRemoteExecutor(
  dataset: Dataset,
  jobs: number,
  options: ComparisonOptions,
  progress: Progress,
): Promise<RemoteExecutor | undefined> {
  const { threads, browser, open, headless, port, setup, queue, queueName, cancel } = options;
  const inBrowser = browser || open || headless;
  checkQueueChoice(options);
  if (queue !== undefined && inBrowser)
    throw new MlpLabError('invalid-argument', '--queue cannot be used with --browser, --open or --headless');
  if (queue !== undefined) {
    const { openQueueExecutor } = await import('../queue/queue-executor');
    const onNotice = (message: string) => progress.say(said(message));
    const onStatus = (status: QueueStatus) => progress.instead((size) => queueTable(status, size));
    return openQueueExecutor({ dataset, queue, queueName, cancel, onNotice, onStatus });
  }
  if (!inBrowser) return undefined;
  const [{ openBrowserExecutor }, { windowOpener }] = await Promise.all([
    import('../browser/browser-executor'),
    import('../browser/window-opener'),
  ]);
  return openBrowserExecutor({
    dataset,
    setup,
    jobs,
    threads,
    port,
    openWindow: await windowOpener({ open, headless }),
  });
}
