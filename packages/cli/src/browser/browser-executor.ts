// An executor in a browser: serves the lab's page, opens it, and has it train the networks of a comparison.
import type { Dataset } from '@mlp-lab/core';
import {
  type CompareEvent,
  connect,
  type Executor,
  openPageTransport,
  type PageTransportOptions,
} from '@mlp-lab/experiment';
import type { Setup } from '../plugins/setup';
import { labRoutes } from '../server/lab-routes';
import { openServer } from '../server/open-server';
import type { BrowserWindow, OpenWindow } from './browser-window';
import { eventLog } from './event-log';
import { pageRoutes } from './page-routes';

export interface BrowserExecutor extends Executor {
  /** Shows an event of the comparison in the page, too. */
  show(event: CompareEvent): void;
  /** Tells the page that the comparison has ended, and closes the server and the browser that was started for it. */
  end(options: { interrupted: boolean }): Promise<void>;
}

export interface BrowserExecutorOptions {
  dataset: Dataset;
  setup: Setup;
  /** How many networks the page trains at the same time. */
  jobs: number;
  /** The most threads that train one network together. */
  threads?: number;
  openWindow: OpenWindow;
  port?: number;
  /** How long it waits for the page. @default the transport's */
  patience?: PageTransportOptions<CompareEvent>['patience'];
}

const MESSAGE_LIMIT = 2 ** 28; // bytes: a network of fifty million weights in base64, its probabilities and its history

/**
 * @throws MlpLabError `io` if the server can't be started; `unavailable` if there is no browser, or a plugin can't be
 * bundled for it. Tasks fail with `unavailable` if the page is lost.
 */
export async function openBrowserExecutor(options: BrowserExecutorOptions): Promise<BrowserExecutor> {
  const { dataset, setup, jobs, threads, openWindow, port, patience } = options;
  const page = await labRoutes({ dataset, setup, session: { kind: 'compare', jobs, threads }, port });
  const log = eventLog();
  const remedy = (): string => `open ${server.url} yourself in time, or use --headless`;
  const transport = openPageTransport<CompareEvent>({ events: log.all, remedy, patience });
  const routes = new Map([...page, ...pageRoutes(transport, MESSAGE_LIMIT)]);
  const server = await openServer(routes, port).catch(async (error) => {
    await transport.close(); // it waits for a page
    throw error;
  });
  const executor = connect(transport);
  let window: BrowserWindow | undefined;
  let isOver = false;

  const end = async ({ interrupted }: { interrupted: boolean }) => {
    isOver = true;
    await transport.end({ interrupted });
    await Promise.all([server.close(), window?.close()]);
  };
  try {
    window = await openWindow(server.url, {
      onLost: (error) => isOver || transport.onLost(error),
      onCrash: transport.crashed,
    });
  } catch (error) {
    await end({ interrupted: true });
    throw error;
  }
  return {
    run: executor.run,
    get lost() {
      return executor.lost;
    },
    close: () => end({ interrupted: true }),
    show(event) {
      log.add(event);
      transport.show(event);
    },
    end,
  };
}
