// A saved ensemble has several parts: a description and one network per member. The parts of the members get new names in
// every save, and the description, which refers to them, is written last: an interrupted save leaves the previous ensemble
// intact.
import { describeValue, invalidArgument } from '@mlp-lab/core';
import { io } from '@tensorflow/tfjs-core';
import { folderHandler, removeFromFolder } from './folder-handler';
import { isUrl, type ModelLocation } from './model-store';

/**
 * Where an ensemble is saved: a folder (Node), `indexeddb://NAME` or `downloads://NAME` (browser), the `https://` URL of a saved
 * folder (loading only), or a function that returns the location of each part: of `ensemble` and of one part per member.
 */
export type EnsembleLocation = string | ((part: string) => ModelLocation);

export interface Parts {
  location(part: string): ModelLocation;
  /** Removes the members of other saves, if the store can list them. */
  removeOthers(saveId: string): Promise<void>;
}

export const DESCRIPTION = 'ensemble';

/** @param saveId eight hexadecimal digits that are the same for all parts of one save. */
export const memberPart = (index: number, saveId: string) => `member-${index + 1}-${saveId}`;

/** Whether a description may name this part: not a path that leads elsewhere. */
export const isMemberPart = (part: unknown): part is string =>
  typeof part === 'string' && /^member-\d+-[\da-f]{8}$/.test(part);

export function newSaveId(): string {
  return crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
}

export function partsOf(location: EnsembleLocation): Parts {
  if (typeof location === 'function') return { location, removeOthers: async () => {} };
  if (typeof location !== 'string')
    throw invalidArgument(
      'location',
      'a folder, a URL or a function that returns the location of each part',
      describeValue(location),
    );
  if (/^https?:/.test(location))
    return { location: (part) => `${location}/${part}.json`, removeOthers: async () => {} };
  if (isUrl(location)) return inBrowser(location);
  return {
    location: (part) => folderHandler(location, part),
    removeOthers: (saveId) => removeFromFolder(location, (file) => isMember(file) && !file.includes(saveId)),
  };
}

function inBrowser(url: string): Parts {
  return {
    location: (part) => `${url}.${part}`,
    async removeOthers(saveId) {
      for (const name of Object.keys(await io.listModels()))
        if (name.startsWith(`${url}.`) && isMember(name.slice(url.length + 1)) && !name.endsWith(saveId))
          await io.removeModel(name);
    },
  };
}

const isMember = (name: string) => /^member-\d+-[0-9a-f]{8}(\.[0-9a-f]{16}\.bin|\.json|)$/.test(name);
