// A file that someone else may have made → its bytes, in bounded time. Node only.

const MOST = 2 ** 28; // bytes of what has no size

/**
 * Reads a whole file, but no pipe and no device, which may have no end, unless the user named it: `<(command)` in a shell is one. Of
 * that it reads at most 256 MiB.
 *
 * @throws the file system's error, or one without a code for a pipe or a device.
 */
export async function readFileBytes(
  path: string,
  { isNamed = false, signal }: { isNamed?: boolean; signal?: AbortSignal } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const fs = process.getBuiltinModule('node:fs'); // not imported, so that no bundler for browsers stumbles over it
  const found = await fs.promises.stat(path);
  if (found.isFile() || found.isDirectory()) return fs.promises.readFile(path, { signal }); // which refuses a folder
  const bytes = isNamed && Buffer.concat(await fs.createReadStream(path, { end: MOST, signal }).toArray());
  if (bytes && bytes.length <= MOST) return bytes;
  throw new Error(
    `expected a file, received a pipe or a device${bytes ? ` of over ${MOST} bytes` : ''}: copy it into a file`,
  );
}
