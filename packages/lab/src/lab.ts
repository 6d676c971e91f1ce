// The open lab: the server's session, its data set, and the networks to choose from.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type FromPage, loadRegistry, type PageSession } from '@mlp-lab/experiment';
import { createRegistry, notebook, type Registry } from '@mlp-lab/models';
import { loadData } from './session/load-data';
import type { Server } from './session/server';

export interface Lab {
  server: Server;
  session: PageSession;
  dataset: Dataset;
  registry: Registry;
  /** In a program's comparison: its messages, one per line. */
  orders?: Response;
}

/**
 * @param onProgress receives the bytes of the data set so far, and in total.
 * @throws MlpLabError where the server, its data or its plugins can't be loaded.
 */
export async function openLab(server: Server, onProgress: (received: number, total: number) => void): Promise<Lab> {
  const session: PageSession = await (await server.request('/api/session')).json();
  const orders = session.kind === 'compare' ? await server.request('/api/orders') : undefined; // the program waits for this page
  try {
    const registry = await openRegistry(session);
    const dataset = await loadData(session.data, server, onProgress);
    return { server, session, dataset, orders, registry };
  } catch (error) {
    if (orders) await server.request('/api/replies', [failed(error as Error)]);
    throw error;
  }
}

async function openRegistry({ plugins }: PageSession): Promise<Registry> {
  return plugins ? loadRegistry(plugins.registryModule) : createRegistry([notebook()]);
}

function failed(error: Error): FromPage {
  return { kind: 'failed', code: error instanceof MlpLabError ? error.code : undefined, message: error.message };
}
