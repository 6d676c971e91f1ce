// `mlp-lab worker`: trains the tasks of a queue until Ctrl-C or SIGTERM.
import type { WorkerEvent } from '@mlp-lab/queue';
import { loadDataset } from '../data/load-dataset';
import { INTERRUPTED, onInterrupt } from '../exit-codes';
import { registryModule } from '../plugins/registry-module';
import type { Setup } from '../plugins/setup';
import { said, say } from '../print/say';
import { loadQueue, queueAddress } from './queue-address';

export interface ServeQueueOptions {
  queue?: string | true;
  queueName?: string;
  jobs?: number;
  threads?: number;
  machine?: string;
  data?: string;
  limit?: number;
  setup: Setup;
}

/** Ends with exit code 0: whoever ends a worker has what they want. */
export async function serveQueue(options: ServeQueueOptions): Promise<void> {
  const { queueName: name, jobs, threads, machine, data, limit, setup } = options;
  const connection = queueAddress(options.queue);
  const { runWorker } = await loadQueue();
  const registry = await setup.registry();
  const datasets = data === undefined && limit === undefined ? [] : [await loadDataset({ data, limit })];
  const ending = new AbortController();
  const end = () => {
    if (ending.signal.aborted) process.exit(INTERRUPTED); // asked twice: at once
    say('ending; the networks in training go back into the queue');
    ending.abort();
  };
  const ignore = onInterrupt(end);
  await runWorker({
    ...{ connection, name, jobs, threads, machine, registry },
    data: datasets,
    registryModule: registryModule(setup.sources),
    signal: ending.signal,
    onEvent: (event) => process.stderr.write(`${sentence(event)}\n`),
  });
  ignore();
}

function sentence(event: WorkerEvent): string {
  switch (event.type) {
    case 'ready':
      return `${event.machine} serves the queue with ${event.jobs} ${event.jobs === 1 ? 'network' : 'networks'} at a time. Press Ctrl-C to stop.`;
    case 'refused':
      return `left to other machines: ${event.reason}`;
    case 'training':
      return `${event.task}: training${positionText(event)}${threadsText(event.threads)}`;
    case 'trained':
      return `${event.task}: trained in ${event.seconds.toFixed(1)} s`;
    case 'failed':
      return `${event.task}: ${event.message}`;
    case 'returned':
      return `${event.task}: back in the queue`;
    case 'notice':
      return said(event.message);
  }
}

function positionText({ fromEpoch, fromImage }: { fromEpoch: number; fromImage: number }): string {
  if (fromEpoch === 0 && fromImage === 0) return '';
  const epochs = `${fromEpoch} ${fromEpoch === 1 ? 'epoch' : 'epochs'}`;
  return ` continues after ${epochs}${fromImage > 0 ? ` and ${fromImage} images` : ''}`;
}

const threadsText = (threads: number | undefined) =>
  threads === undefined ? '' : `, on at most ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
