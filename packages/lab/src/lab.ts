// The open lab: its session, the variants to choose from, and the data set, of which the first images come first.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type FromPage, loadRegistry, type PageSession } from '@mlp-lab/experiment';
import { createRegistry, notebook, type Registry } from '@mlp-lab/models';
import { loadData } from './session/load-data';
import type { Server } from './session/server';

export interface Lab {
  server: Server;
  session: PageSession;
  registry: Registry;
  /** The first images, on which training can begin. */
  first: Dataset;
  /** All images. */
  all: Promise<Dataset>;
  /** In a program's comparison: its messages, one per line. */
  orders?: Response;
}

/**
 * @param onProgress receives the bytes of the data set so far, and in total.
 * @throws MlpLabError where the server, its data or its plugins can't be loaded.
 */
export async function openLab(server: Server, onProgress: (received: number, total: number) => void): Promise<Lab> {
  const session = absolute(await (await server.request(server.sessionPath)).json());
  const orders = session.kind === 'compare' ? await server.request('/api/orders') : undefined; // the program waits for this page
  try {
    const registry = await openRegistry(session);
    const { data } = session;
    if (session.kind === 'lab' && data.first) {
      const first = await loadData(data.first, server, () => {});
      const all = loadData(data, server, onProgress);
      all.catch(() => {}); // whoever waits for it is told
      return { server, session, registry, first, all };
    }
    const dataset = await loadData(data, server, onProgress);
    return { server, session, registry, first: dataset, all: Promise.resolve(dataset), orders };
  } catch (error) {
    if (orders) await server.request('/api/replies', [failed(error as Error)]);
    throw error;
  }
}

/** Modules are asked for from scripts and workers in other folders than the page's. */
function absolute(session: PageSession): PageSession {
  const { plugins } = session;
  if (!plugins) return session;
  const url = new URL(plugins.registryModule.url, document.baseURI).href;
  return { ...session, plugins: { ...plugins, registryModule: { ...plugins.registryModule, url } } };
}

async function openRegistry({ plugins }: PageSession): Promise<Registry> {
  return plugins ? loadRegistry(plugins.registryModule) : createRegistry([notebook()]);
}

function failed(error: Error): FromPage {
  return { kind: 'failed', code: error instanceof MlpLabError ? error.code : undefined, message: error.message };
}
