import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileBytes } from '@mlp-lab/core/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-read-'));
});
afterAll(() => rm(dir, { recursive: true }));

describe('readFileBytes', () => {
  it('reads a file', async () => {
    await writeFile(join(dir, 'a'), 'abc');
    expect([...(await readFileBytes(join(dir, 'a')))]).toEqual([97, 98, 99]);
  });

  it('says why a missing file or a folder can not be read', async () => {
    await expect(readFileBytes(join(dir, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(readFileBytes(dir)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it.skipIf(process.platform === 'win32')('refuses what may have no end', async () => {
    execFileSync('mkfifo', [join(dir, 'pipe')]);
    for (const path of [join(dir, 'pipe'), '/dev/zero'])
      await expect(readFileBytes(path)).rejects.toThrow('expected a file, received a pipe or a device');
  });

  it.skipIf(process.platform === 'win32')('reads a pipe that the user named, and still no device', async () => {
    const reading = readFileBytes(join(dir, 'pipe'), { isNamed: true });
    await writeFile(join(dir, 'pipe'), 'abc');
    expect([...(await reading)]).toEqual([97, 98, 99]);
    await expect(readFileBytes('/dev/zero', { isNamed: true })).rejects.toThrow('expected a file');
  });

  it.skipIf(process.platform === 'win32')('reads no more than 256 MiB of a pipe, which may have no end', async () => {
    const endless = spawn('sh', ['-c', 'exec yes > "$0"', join(dir, 'pipe')]);
    await expect(readFileBytes(join(dir, 'pipe'), { isNamed: true })).rejects.toThrow('at most 256 MiB from a pipe');
    endless.kill();
  });
});
