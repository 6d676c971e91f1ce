// A file that someone else may have made → its bytes. Node only.

/**
 * What `stat` says of a file or a folder, but not of a device or a pipe, which may have no end and keep whoever opens it waiting.
 *
 * @param isNamed the user named it, and it may be a pipe: `<(command)` in a shell is one.
 * @throws the file system's error, or one without a code for a pipe or a device.
 */
export async function statFile(path: string, isNamed = false): Promise<{ size: number; isFIFO(): boolean }> {
  const { stat } = process.getBuiltinModule('node:fs/promises'); // not imported, so that no bundler for browsers stumbles over it
  const found = await stat(path);
  if (found.isFile() || found.isDirectory() || (isNamed && found.isFIFO())) return found;
  throw new Error('expected a file, received a pipe or a device: copy it into a file');
}

const MOST_OF_PIPE = 2 ** 28; // bytes: 256 MiB

/**
 * Reads a whole file, or at most 256 MiB of a pipe that the user named.
 *
 * @throws as `statFile`; an error without a code for a pipe with more.
 */
export async function readFileBytes(
  path: string,
  { isNamed = false, signal }: { isNamed?: boolean; signal?: AbortSignal } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const fs = process.getBuiltinModule('node:fs');
  const found = await statFile(path, isNamed);
  if (!found.isFIFO()) return fs.promises.readFile(path, { signal });
  const bytes = Buffer.concat(await fs.createReadStream(path, { end: MOST_OF_PIPE, signal }).toArray()); // `end` is read, too
  if (bytes.length > MOST_OF_PIPE) throw new Error('expected at most 256 MiB from a pipe: copy it into a file');
  return bytes;
}
