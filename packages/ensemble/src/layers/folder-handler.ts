// A folder (Node) as a TensorFlow.js IOHandler. The code that writes files is only imported when it is called, never in browsers.
import type { io } from '@tensorflow/tfjs-core';

/**
 * An IOHandler for `model.save` and `loadLayersModel` that uses the files NAME.json and NAME.HASH.bin. An interrupted save
 * leaves the previous model intact. Node only.
 *
 * @param name of the JSON file, without its extension.
 */
export function folderHandler(dir: string, name = 'model'): io.IOHandler {
  return {
    save: async (model) => (await import('./folder-files')).saveToFolder(dir, name, model),
    load: async () => (await import('./folder-files')).loadFromFolder(dir, name),
  };
}

/** Removes the files of a folder whose names match. */
export async function removeFromFolder(dir: string, isUnwanted: (file: string) => boolean): Promise<void> {
  await (await import('./folder-files')).removeFiles(dir, isUnwanted);
}
