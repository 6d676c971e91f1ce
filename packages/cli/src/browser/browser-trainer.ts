// A trainer in a browser: serves the lab's page, opens it, sends it networks to train, and takes in what comes of them.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type CompareEvent, openRemoteTrainer, type ToPage, type Trainer } from '@mlp-lab/experiment';
import type { Setup } from '../plugins/setup';
import { labRoutes } from '../server/lab-routes';
import { openServer } from '../server/open-server';
import { eventLog } from './event-log';
import { type BrowserWindow, openWindow, type WindowKind } from './open-window';
import { openPageChannel } from './page-channel';

export interface BrowserTrainer extends Trainer {
  /** Shows what happens in the page, too. */
  show(event: CompareEvent): void;
  /** Tells the page, and ends the server and a browser that was started for it. */
  end(options: { interrupted: boolean }): Promise<void>;
}

export interface BrowserTrainerOptions {
  dataset: Dataset;
  setup: Setup;
  jobs: number;
  window: WindowKind;
  port?: number;
}

const MESSAGE_LIMIT = 2 ** 28; // bytes: a network of fifty million weights in base64, its answers and its history

/**
 * @throws MlpLabError `io` where the server can't be started; `unavailable` where there is no browser, or a plugin can't be
 * bundled for it. Its tasks fail with `unavailable` where the page is lost.
 */
export async function openBrowserTrainer({
  dataset,
  setup,
  jobs,
  window: kind,
  port,
}: BrowserTrainerOptions): Promise<BrowserTrainer> {
  const page = await labRoutes({ dataset, setup, session: { kind: 'compare', jobs }, port });
  const events = eventLog();
  let isOver = false;
  let window: BrowserWindow | undefined;
  const fail = (error: Error) => {
    if (!isOver) trainer.fail(error);
  };
  const trainer = openRemoteTrainer((order) => channel.send({ kind: 'order', order }));
  const channel = openPageChannel({
    limit: MESSAGE_LIMIT,
    *greeting(): Iterable<ToPage> {
      for (const event of events.all()) yield { kind: 'event', event };
      for (const order of trainer.outstanding()) yield { kind: 'order', order };
    },
    onMessage(message) {
      if (message.kind === 'reply') trainer.receive(message.reply);
      else fail(new MlpLabError(message.code ?? 'unavailable', `the page in the browser failed: ${message.message}`));
    },
    onLost: (hadPage) => fail(lost(hadPage, server.url)),
  });
  const server = await openServer(new Map([...page, ...channel.routes]), port).catch(async (error) => {
    await channel.close(); // it waits for a page
    throw error;
  });

  const end = async (interrupted: boolean) => {
    isOver = true;
    channel.send({ kind: 'ended', interrupted });
    await channel.close();
    await Promise.all([server.close(), window?.close()]);
  };
  try {
    window = await openWindow(kind, server.url, fail);
  } catch (error) {
    await end(true);
    throw error;
  }
  return {
    ...trainer,
    show(event) {
      events.add(event);
      channel.send({ kind: 'event', event });
    },
    end: ({ interrupted }) => end(interrupted),
  };
}

function lost(hadPage: boolean, url: string): MlpLabError {
  return new MlpLabError(
    'unavailable',
    hadPage
      ? 'the page that trained was closed, or crashed, before it was done'
      : `no browser has opened the page: open ${url} yourself in time, or use --headless`,
  );
}
