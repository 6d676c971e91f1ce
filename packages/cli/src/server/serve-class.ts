// `serve --lan`: the lab for everybody on the same network, who may read it and change nothing.
import { hostname, networkInterfaces } from 'node:os';
import { MlpLabError } from '@mlp-lab/core';
import { renderUnicodeCompact } from 'uqr';
import { LOCAL_NAMES } from './check-request';
import { contentRoute } from './content-route';
import { type LabServer, openServer } from './open-server';
import type { Route, Routes } from './route';
import { type SiteFiles, type SiteOptions, siteFiles } from './site';

/** @throws MlpLabError `unavailable` without a network; as `openServer`. */
export async function serveClass(options: SiteOptions, port: number): Promise<LabServer & { addresses: string[] }> {
  const [first, ...others] = networkAddresses();
  if (first === undefined)
    throw new MlpLabError(
      'unavailable',
      '--lan: this machine has no address on a network: connect it, or leave --lan out',
    );
  const names = [first, ...others, hostname().toLowerCase(), `${hostname().toLowerCase()}.local`, ...LOCAL_NAMES];
  const server = await openServer(siteRoutes(await siteFiles(options)), port, { names });
  return { ...server, addresses: [first, ...others].map((address) => `http://${address}:${server.port}/`) };
}

const QUIET = 4; // light modules around the code, as its standard (ISO/IEC 18004) wants
const [WHITE_ON_BLACK, PLAIN] = ['\x1b[97;40m', '\x1b[0m'];

/**
 * The address as a picture that a phone's camera reads.
 *
 * @param isColoured whether it says its own colours, so that it is dark on light wherever it is shown; without, on dark terminals only.
 */
export function qrCode(address: string, isColoured: boolean): string {
  const lines = renderUnicodeCompact(address, { border: QUIET }).split('\n');
  return lines.map((line) => (isColoured ? `${WHITE_ON_BLACK}${line}${PLAIN}` : line)).join('\n');
}

/** IPv4 addresses by which others reach this machine. */
function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .flatMap(({ family, internal, address }) => (family === 'IPv4' && !internal ? [address] : []));
}

function siteRoutes(files: SiteFiles): Routes {
  const routes = new Map<string, Route>();
  for (const [path, bytes] of files)
    routes.set(
      `/${path}`,
      contentRoute(path, async () => bytes),
    );
  const index = routes.get('/index.html');
  if (index) routes.set('/', index);
  return routes;
}
