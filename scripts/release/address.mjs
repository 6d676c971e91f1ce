// The repository's public address, which stands in one place: `repository` of the root's package.json.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const readJson = (path) => JSON.parse(readFileSync(`${root}/${path}`, 'utf8'));

const { repository } = readJson('package.json');

/** As git takes it. */
export const url = repository.url;

/** As a browser takes it: https://HOST/OWNER/NAME */
export const address = url.replace(/^git\+|\.git$/g, '');

/** A host that can't exist (RFC 2606) stands for an address that is not known yet. */
export const isKnown = !new URL(address).hostname.endsWith('.invalid');

/** Where a file or folder of the repository is read. */
export const pageOf = (path) => `${address}/blob/HEAD/${path}`;

/** Where a picture of it is loaded from. */
export const pictureOf = (path) => `${address}/raw/HEAD/${path}`;
