// A file that is written completely or not at all. Node only.

/** What is being written: it is removed where the process ends meanwhile. */
const unfinished = new Set<string>();

/**
 * Writes beside the file, and takes its place only when all bytes are on the disk: a full disk, or a process that ends, leaves what was
 * there before. A link stays a link, and a file that was there keeps its mode and owner.
 *
 * @param isNamed the user named it, and it may be a pipe or a device, which is written to as it is: `/dev/stdout`. Whoever opens another
 * pipe may wait for ever.
 * @throws the file system's error; ENXIO for a pipe or a device that nobody named.
 */
export async function writeAtomically(path: string, content: string | Uint8Array, isNamed = false): Promise<void> {
  const fs = process.getBuiltinModule('node:fs/promises'); // not imported, so that no bundler for browsers stumbles over it
  const before = await fs.stat(path).catch(() => undefined);
  if (before && !before.isFile() && !before.isDirectory() && !isNamed)
    throw Object.assign(new Error(`${path}: expected a file, received a pipe or a device`), { code: 'ENXIO', path });
  if (before && !before.isFile()) return fs.writeFile(path, content);
  const target = before ? await fs.realpath(path) : path;
  const half = `${target}.${crypto.randomUUID()}.tmp`;
  if (unfinished.size === 0) process.on('exit', removeUnfinished);
  unfinished.add(half);
  try {
    const handle = await fs.open(half, 'wx');
    try {
      await handle.writeFile(content); // unlike a single `write`, which a nearly full disk ends early without an error
      if (before) await handle.chmod(before.mode);
      if (before) await handle.chown(before.uid, before.gid).catch(() => {}); // only root may give files away
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(half, target);
  } catch (error) {
    await fs.rm(half, { force: true });
    throw error;
  } finally {
    unfinished.delete(half);
    if (unfinished.size === 0) process.off('exit', removeUnfinished);
  }
}

function removeUnfinished(): void {
  const { rmSync } = process.getBuiltinModule('node:fs');
  for (const half of unfinished) rmSync(half, { force: true });
}
