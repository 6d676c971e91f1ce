// `serve`: the browser lab until Ctrl-C, on this machine or, if asked, on the network; or as a folder of files.
import { MlpLabError } from '@mlp-lab/core';
import picocolors from 'picocolors';
import { hasDisplay } from '../browser/has-display';
import { type DataOptions, loadDataset } from '../data/load-dataset';
import { INTERRUPTED, onInterrupt } from '../exit-codes';
import type { Setup } from '../plugins/setup';
import { isAsciiOnly } from '../print/terminal';
import { checkQueueChoice } from '../queue/queue-address';
import { exportSite } from './export-site';
import { labRoutes } from './lab-routes';
import { lastingKey } from './lasting-key';
import { type LabServer, openServer } from './open-server';
import type { Routes } from './route';
import { qrCode, serveClass } from './serve-class';
import { watchRoute } from './watch-route';

interface ServeOptions extends DataOptions {
  setup: Setup;
  port?: number;
  open?: boolean;
  lan?: boolean;
  export?: string;
  queue?: string | true;
  queueName?: string;
}

/** Where the lab is found unless --port says otherwise: the same each time, so that bookmarks and the browser's data last. */
const PORT = 8228;
const QUEUE_PATH = '/api/queue';

export async function serveLab(options: ServeOptions): Promise<void> {
  const { data, limit, setup, port, open = hasDisplay(), lan = false, export: folder, queue, queueName } = options;
  checkQueueChoice({ queue, queueName });
  const dataset = await loadDataset({ data, limit });
  const dataOptions = dataWords({ data, limit });
  if (folder !== undefined) return exportSite(folder, { dataset, setup, dataOptions });
  const watched = queue === undefined ? undefined : await watchRoute(queue, queueName);
  const server = await (lan ? openClass(options) : openOwn()).catch(async (error) => {
    await watched?.close(); // its connection would keep the program running
    throw error;
  });
  if (open) (await (await import('open')).default(server.url)).on('error', () => {});
  await new Promise<void>((resolve) => {
    onInterrupt(resolve);
  });
  await server.close();
  await watched?.close();
  process.exit(INTERRUPTED);

  async function openOwn(): Promise<LabServer> {
    const session = { kind: 'lab', dataOptions, ...(watched && { queue: QUEUE_PATH }) } as const;
    const lab = await labRoutes({ dataset, setup, session, port: port ?? PORT });
    const routes = watched ? new Map([...lab, [QUEUE_PATH, watched.route]]) : lab;
    const opened = await openAt(port, routes, await lastingKey());
    process.stdout.write(`${opened.url}\n`);
    process.stderr.write('Open this address in a browser on this machine. Press Ctrl-C to stop.\n');
    return opened;
  }

  async function openClass({ port = PORT }: ServeOptions): Promise<LabServer> {
    // The class is not told where the data lies on this machine.
    const opened = await serveClass(
      { dataset, setup, dataOptions: data === undefined ? dataOptions : undefined },
      port,
    );
    for (const address of opened.addresses) process.stdout.write(`${address}\n`);
    const hasColors = picocolors.isColorSupported && process.stderr.isTTY;
    if (!isAsciiOnly()) process.stderr.write(`${qrCode(opened.addresses[0], hasColors)}\n`);
    process.stderr.write(
      `Everybody on your network can open this address; nobody can change anything here. Press Ctrl-C to stop.\n`,
    );
    return { ...opened, url: opened.addresses[0] };
  }
}

/** Without --port, another one where the usual one is in use. */
async function openAt(port: number | undefined, routes: Routes, token: string): Promise<LabServer> {
  if (port !== undefined) return openServer(routes, port, { token });
  try {
    return await openServer(routes, PORT, { token });
  } catch (error) {
    if (!(error instanceof MlpLabError)) throw error;
    process.stderr.write(`Port ${PORT} is in use: this address is another one than usual.\n`);
    return openServer(routes, 0, { token });
  }
}

/** The options by which a command of this program uses the same images. */
function dataWords({ data, limit }: DataOptions): string[] {
  return [...(data === undefined ? [] : ['--data', data]), ...(limit === undefined ? [] : ['--limit', String(limit)])];
}
