// The routes that `serve` and `compare --browser` share: the lab's page, the data set, plugins, and a description of the session.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Dataset } from '@mlp-lab/core';
import { limitDataset } from '@mlp-lab/data-mnist';
import type { PageSession } from '@mlp-lab/experiment';
import type { Setup } from '../plugins/setup';
import { dataRoutes } from './data-routes';
import { pluginRoutes } from './plugin-routes';
import type { Route, Routes } from './route';
import { staticRoutes } from './static-routes';

export interface LabRoutesOptions {
  dataset: Dataset;
  setup: Setup;
  session: Pick<PageSession, 'kind' | 'jobs' | 'threads' | 'dataOptions' | 'queue'>;
  /**
   * The value of --port. With a fixed port, browsers store the data for the next time; with a new one each time, stored data
   * would only fill the disk.
   */
  port?: number;
}

/** @throws MlpLabError `io` if the lab is not built; as `pluginRoutes`. */
export async function labRoutes({ dataset, setup, session, port }: LabRoutesOptions): Promise<Routes> {
  const page = await staticRoutes(labFolder());
  const cache = port !== undefined && port > 0;
  const { data, routes } = dataRoutes(dataset, cache);
  const first = session.kind === 'lab' ? firstPart(dataset) : undefined;
  const sooner = first && dataRoutes(first, cache, '/data/first/');
  const { plugins, routes: bundle } = await pluginRoutes(setup);
  const description: PageSession = { ...session, data: { ...data, first: sooner?.data }, plugins };
  return new Map([...page, ...routes, ...(sooner?.routes ?? []), ...bundle, ['/api/session', jsonRoute(description)]]);
}

const FIRST = 5000; // images, about a megabyte compressed

/** The images with which training can begin, those of `--limit 5000`; undefined for a data set that is hardly larger. */
export function firstPart(dataset: Dataset): Dataset | undefined {
  if (dataset.train.count <= 2 * FIRST) return undefined;
  return limitDataset(dataset, FIRST);
}

/** The folder of the built lab, in the package @mlp-lab/lab. Nothing of it is imported. */
export function labFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@mlp-lab/lab/package.json')), 'dist');
}

export function jsonRoute(value: object): Route {
  const body = Buffer.from(JSON.stringify(value));
  return {
    GET(_, response) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
    },
  };
}
