// `serve`: the browser lab, on this machine, until Ctrl-C.
import { hasDisplay } from '../browser/has-display';
import { type DataOptions, loadDataset } from '../data/load-dataset';
import { INTERRUPTED, onInterrupt } from '../exit-codes';
import type { Setup } from '../plugins/setup';
import { labRoutes } from './lab-routes';
import { openServer } from './open-server';

interface ServeOptions extends DataOptions {
  setup: Setup;
  port?: number;
  open?: boolean;
}

export async function serveLab({ data, limit, setup, port, open = hasDisplay() }: ServeOptions): Promise<void> {
  const dataset = await loadDataset({ data, limit });
  const server = await openServer(await labRoutes({ dataset, setup, session: { kind: 'lab' }, port }), port);
  process.stdout.write(`${server.url}\n`);
  process.stderr.write('Open this address in a browser on this machine. Press Ctrl-C to stop.\n');
  if (open) (await (await import('open')).default(server.url)).on('error', () => {});
  await new Promise<void>((resolve) => {
    onInterrupt(resolve);
  });
  await server.close();
  process.exit(INTERRUPTED);
}
