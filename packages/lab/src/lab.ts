// What the page opens: its session, the variants to choose from, and the data set.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type FromPage, loadRegistry, type PageSession } from '@mlp-lab/experiment';
import { createRegistry, notebook, type Registry } from '@mlp-lab/models';
import { loadData } from './data/load-data';
import type { Server } from './session/server';
import type { RunStore } from './storage/run-store';

/** A server that was asked for its session, and the browser for what it keeps. */
export interface Connection {
  server: Server;
  session: Promise<Response>;
  store: Promise<RunStore>;
}

interface Opened {
  server: Server;
  session: PageSession;
  registry: Registry;
}

/** The lab for a person. The images arrive while the page is already there. */
export interface Lab extends Opened {
  /** The first images, on which training can begin. Absent where they would not be there any sooner than all. */
  first?: Promise<Dataset>;
  /** All images. */
  all: Promise<Dataset>;
  /** What this browser keeps. */
  store: Promise<RunStore>;
}

/** A comparison that a program runs. */
export interface Comparison extends Opened {
  dataset: Dataset;
  /** The program's messages, one per line. */
  orders: Response;
}

/**
 * @param onProgress receives the bytes of a comparison's data set so far, and in total.
 * @throws MlpLabError where the server, its plugins or, in a comparison, its data can't be loaded.
 */
export async function openLab(
  { server, session: asked, store }: Connection,
  onProgress: (received: number, total: number) => void,
): Promise<Lab | Comparison> {
  const session = absolute(await (await asked).json());
  if (session.kind === 'lab') {
    const images = openData(session, server);
    return { server, session, store, ...images, registry: await openRegistry(session) };
  }
  const orders = await server.request('/api/orders'); // the program waits for this page
  try {
    const registry = await openRegistry(session);
    const dataset = await loadData(session.data, server, onProgress);
    return { server, session, registry, dataset, orders };
  } catch (error) {
    await server.request('/api/replies', [failed(error as Error)]);
    throw error;
  }
}

/** The first images have the connection to themselves. */
function openData({ data }: PageSession, server: Server): Pick<Lab, 'first' | 'all'> {
  const first = data.first && loadData(data.first, server);
  const all = Promise.resolve(first?.catch(() => {})).then(() => loadData(data, server));
  for (const promise of [first, all]) promise?.catch(() => {}); // whoever waits for it is told
  return { first, all };
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
