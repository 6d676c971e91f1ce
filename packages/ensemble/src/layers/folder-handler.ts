// A folder of Node as one of TensorFlow.js's stores. What writes files is loaded when it is called, so that browsers never ask for it.
import type { io } from '@tensorflow/tfjs-core';

/**
 * A store for `model.save` and `loadLayersModel`: NAME.json and NAME.HASH.bin, written whole or not at all. Node only.
 *
 * @param name of the model's JSON file, without its ending.
 */
export function folderHandler(dir: string, name = 'model'): io.IOHandler {
  return {
    save: async (model) => (await import('./folder-files')).saveToFolder(dir, name, model),
    load: async () => (await import('./folder-files')).loadFromFolder(dir, name),
  };
}

/** Removes files of the folder by their names. */
export async function removeFromFolder(dir: string, isUnwanted: (file: string) => boolean): Promise<void> {
  await (await import('./folder-files')).removeFiles(dir, isUnwanted);
}
