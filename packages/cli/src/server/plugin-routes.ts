// Plugins → a route to their bundle, and the description with which a page loads it.
import { randomBytes } from 'node:crypto';
import type { PagePlugins } from '@mlp-lab/experiment';
import type { Setup } from '../plugins/setup';
import type { Route, Routes } from './route';

const KEY_BYTES = 32;

/**
 * Browsers request modules without the token, so the path itself is secret: only a page with the token receives it.
 *
 * @returns no routes if there are no plugins.
 * @throws MlpLabError as `setup.registry`; as `bundlePlugins`.
 */
export async function pluginRoutes(setup: Setup): Promise<{ plugins?: PagePlugins; routes: Routes }> {
  const loaded = await setup.plugins();
  if (loaded.length === 0) return { routes: new Map() };
  await setup.registry(); // conflicts are reported here, not in the page
  const { config, names } = setup.sources;
  const { bundlePlugins } = await import('../plugins/bundle-plugins');
  const bytes = await bundlePlugins(loaded, config);
  const url = `/plugins/${randomBytes(KEY_BYTES).toString('base64url')}.js`;
  return {
    plugins: { registryModule: { url }, names },
    routes: new Map([[url, moduleRoute(bytes)]]),
  };
}

function moduleRoute(bytes: Uint8Array): Route {
  return {
    isPublic: true,
    GET(_, response) {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'content-length': bytes.length });
      response.end(bytes);
    },
  };
}
