// A file that someone else may have made → its bytes, in bounded time. Node only.

const MOST_STREAMED = 2 ** 28; // bytes of what has no size

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
  const fs = process.getBuiltinModule('node:fs/promises'); // not imported, so that no bundler for browsers stumbles over it
  const found = await fs.stat(path);
  if (found.isFile() || found.isDirectory()) return fs.readFile(path, { signal }); // which refuses a folder
  if (!isNamed) throw new Error('expected a file, received a pipe or a device: copy it into a file');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.getBuiltinModule('node:fs').createReadStream(path, { signal })) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_STREAMED)
      throw new Error(`expected at most ${MOST_STREAMED} bytes from a pipe or a device: copy it into a file`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
