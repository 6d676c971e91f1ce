// The lab as a static site: every file of it, for a folder or for a class on the network. Nobody needs a key.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Dataset } from '@mlp-lab/core';
import { idxFiles } from '@mlp-lab/data-mnist';
import type { PageData, PageSession } from '@mlp-lab/experiment';
import type { Setup } from '../plugins/setup';
import { describeData } from './data-routes';
import { firstPart, labFolder } from './lab-routes';

/** Path below the site's own → content. */
export type SiteFiles = ReadonlyMap<string, Uint8Array>;

export interface SiteOptions {
  dataset: Dataset;
  setup: Setup;
  dataOptions?: readonly string[];
}

const DATA = 'data';

/** @throws MlpLabError as `setup.registry`, as `bundlePlugins`. */
export async function siteFiles({ dataset, setup, dataOptions }: SiteOptions): Promise<SiteFiles> {
  const files = new Map(await readPage(labFolder()));
  const data = await addData(files, dataset, DATA);
  const first = firstPart(dataset);
  const sooner = first && (await addData(files, first, `${DATA}/first`));
  const loaded = await setup.plugins();
  const session: PageSession = { kind: 'lab', data: { ...data, first: sooner }, dataOptions };
  if (loaded.length > 0) {
    await setup.registry(); // conflicts are reported here, not in the page
    const { bundlePlugins } = await import('../plugins/bundle-plugins');
    files.set('plugins.js', await bundlePlugins(loaded, setup.sources.config));
    session.plugins = { registryModule: { url: './plugins.js' }, names: setup.sources.names };
  }
  files.set('session.json', Buffer.from(JSON.stringify(session)));
  return files;
}

async function readPage(folder: string): Promise<[string, Uint8Array][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, Uint8Array]> => {
        const file = join(entry.parentPath, entry.name);
        const path = relative(folder, file).split(sep).join('/');
        const bytes = await readFile(file);
        return [path, path === 'index.html' ? markedAsSite(bytes) : bytes];
      }),
  );
}

/** The page looks for this mark, and then for `session.json` beside it. */
function markedAsSite(page: Buffer): Buffer {
  return Buffer.from(page.toString('utf8').replace('<title>', '<meta name="mlp-lab-site" content="">\n  <title>'));
}

/** The files are gzip data under their plain names: any web host serves them, and the page recognizes them by their bytes. */
async function addData(files: Map<string, Uint8Array>, dataset: Dataset, folder: string): Promise<PageData> {
  let bytes = 0;
  for (const [name, parts] of Object.entries(idxFiles(dataset))) {
    const compressed = await promisify(gzip)(Buffer.concat(parts));
    files.set(`${folder}/${name}`, compressed);
    bytes += compressed.length;
  }
  return { ...describeData(dataset, `./${folder}/`), bytes };
}
