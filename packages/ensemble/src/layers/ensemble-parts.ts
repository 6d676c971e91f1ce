// An ensemble in a store is a description and a network a member. Members go by names that no earlier save has used, and the
// description, which names them, is written last: a save that is interrupted leaves the earlier ensemble whole.
import { io } from '@tensorflow/tfjs-core';
import { folderHandler, removeFromFolder } from './folder-handler';
import { isUrl, type Place } from './network-store';

/**
 * Where an ensemble is kept: a folder (Node), `indexeddb://NAME` or `downloads://NAME` (browser), the `https://` address of a
 * folder that was saved (loading only), or a function that says where each part is: `ensemble`, and a part a member.
 */
export type EnsemblePlace = string | ((part: string) => Place);

export interface Parts {
  at(part: string): Place;
  /** Removes the members that other saves have left there, where the store can tell. */
  removeOthers(mark: string): Promise<void>;
}

export const DESCRIPTION = 'ensemble';

/** @param mark of one save, eight hexadecimal digits. */
export const memberPart = (index: number, mark: string) => `member-${index + 1}-${mark}`;

export function newMark(): string {
  return crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
}

export function partsOf(place: EnsemblePlace): Parts {
  if (typeof place === 'function') return { at: place, removeOthers: async () => {} };
  if (/^https?:/.test(place)) return { at: (part) => `${place}/${part}.json`, removeOthers: async () => {} };
  if (isUrl(place)) return inBrowser(place);
  return {
    at: (part) => folderHandler(place, part),
    removeOthers: (mark) => removeFromFolder(place, (file) => isMember(file) && !file.includes(mark)),
  };
}

function inBrowser(url: string): Parts {
  return {
    at: (part) => `${url}.${part}`,
    async removeOthers(mark) {
      for (const name of Object.keys(await io.listModels()))
        if (name.startsWith(`${url}.`) && isMember(name.slice(url.length + 1)) && !name.endsWith(mark))
          await io.removeModel(name);
    },
  };
}

const isMember = (name: string) => /^member-\d+-[0-9a-f]{8}(\.[0-9a-f]{16}\.bin|\.json|)$/.test(name);
