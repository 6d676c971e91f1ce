// `mlp-lab serve`: the browser lab, on this machine, until Ctrl-C.
import { hasDisplay } from '../browser/has-display';
import { type DataOptions, loadDataset } from '../dataset';
import type { Prepared } from '../prepare-command';
import { labRoutes } from '../server/lab-routes';
import { openServer } from '../server/open-server';

interface ServeCommandOptions extends DataOptions, Prepared {
  port?: number;
  open?: boolean;
}

const INTERRUPTED = 130;

export async function serveCommand(options: ServeCommandOptions): Promise<void> {
  const { data, limit, setup, port, open = hasDisplay() } = options;
  const dataset = await loadDataset({ data, limit });
  const server = await openServer(await labRoutes({ dataset, setup, session: { kind: 'lab' }, port }), port);
  process.stdout.write(`${server.url}\n`);
  process.stderr.write('The lab is at the address above, for this machine only. Ctrl-C ends it.\n');
  if (open) (await (await import('open')).default(server.url)).on('error', () => {});
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.close();
  process.exit(INTERRUPTED);
}
