// A file that someone else may have made → its bytes. Node only.

/**
 * Reads a whole file, but no device, which may have no end, and only a pipe that the user named: `<(command)` in a shell is one.
 *
 * @throws the file system's error, or one without a code for a pipe or a device.
 */
export async function readFileBytes(
  path: string,
  { isNamed = false, signal }: { isNamed?: boolean; signal?: AbortSignal } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const fs = process.getBuiltinModule('node:fs/promises'); // not imported, so that no bundler for browsers stumbles over it
  const found = await fs.stat(path);
  if (found.isCharacterDevice() || (found.isFIFO() && !isNamed))
    throw new Error('expected a file, received a pipe or a device: copy it into a file');
  return fs.readFile(path, { signal });
}
