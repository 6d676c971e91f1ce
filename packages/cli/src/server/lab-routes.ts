// Everything that both `serve` and `compare --browser` serve: the lab's page, the data set, plugins, and what the session is.
import type { Dataset } from '@mlp-lab/core';
import type { PageSession } from '@mlp-lab/experiment';
import type { Setup } from '../plugins/setup';
import { dataRoutes } from './data-routes';
import { labFolder } from './lab-folder';
import { pluginRoutes } from './plugin-routes';
import type { Route, Routes } from './route';
import { staticRoutes } from './static-routes';

export interface LabRoutesOptions {
  dataset: Dataset;
  setup: Setup;
  session: Pick<PageSession, 'kind' | 'jobs'>;
  /**
   * The port that was asked for. A browser keeps the data for an address that it will find again; at one that is new every
   * time, what it keeps would only fill its disk.
   */
  port?: number;
}

/** @throws MlpLabError `io` where the lab's build is missing; as `pluginRoutes`. */
export async function labRoutes({ dataset, setup, session, port }: LabRoutesOptions): Promise<Routes> {
  const page = await staticRoutes(labFolder());
  const { data, routes } = dataRoutes(dataset, port !== undefined && port > 0);
  const { plugins, routes: bundle } = await pluginRoutes(setup);
  const told: PageSession = { ...session, data, plugins };
  return new Map([...page, ...routes, ...bundle, ['/api/session', jsonRoute(told)]]);
}

function jsonRoute(value: object): Route {
  const body = Buffer.from(JSON.stringify(value));
  return {
    GET(_, response) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
    },
  };
}
