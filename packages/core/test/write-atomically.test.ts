import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // biome-ignore format: one line
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '@mlp-lab/core/files';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const CORE = new URL('../dist/files.js', import.meta.url).href;

async function eventually(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 1));
}

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mlp-lab-write-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('a file', () => {
  it('is new, or takes the place of another, whose mode it keeps', async () => {
    const file = join(dir, 'a.json');
    await writeAtomically(file, 'one');
    chmodSync(file, 0o640);
    await writeAtomically(file, Uint8Array.from([116, 119, 111]));
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['two', 0o640]);
    expect(readdirSync(dir)).toEqual(['a.json']);
  });

  it('is written where a link points', async () => {
    writeFileSync(join(dir, 'target'), 'one');
    symlinkSync('target', join(dir, 'link'));
    await writeAtomically(join(dir, 'link'), 'two');
    expect(lstatSync(join(dir, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(dir, 'target'), 'utf8')).toBe('two');
  });

  it('stays as it was where the disk takes some of the bytes only', async () => {
    writeFileSync(join(dir, 'a.json'), 'what was there');
    const code = `import { writeAtomically } from ${JSON.stringify(CORE)};
      await writeAtomically('a.json', 'x'.repeat(100_000)).catch(({ code }) => console.log(code));`;
    const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1"`; // files of a few kilobytes at most
    const { stdout } = await new Promise<{ stdout: string }>((resolve, reject) =>
      execFile('sh', ['-c', limited, process.execPath, code], { cwd: dir }, (error, stdout) =>
        error ? reject(error) : resolve({ stdout }),
      ),
    );
    expect(stdout).toBe('EFBIG\n');
    expect(readdirSync(dir)).toEqual(['a.json']);
    expect(readFileSync(join(dir, 'a.json'), 'utf8')).toBe('what was there');
  });

  it('is one of many at once, and none is left half written when the process ends', async () => {
    const listeners = process.listenerCount('exit');
    const names = Array.from({ length: 40 }, (_, i) => `${i}.json`);
    const writing = Promise.all(names.map((name) => writeAtomically(join(dir, name), name)));
    await eventually(() => readdirSync(dir).length > 0);
    expect(process.listenerCount('exit')).toBeLessThanOrEqual(listeners + 1); // Node warns of more than ten
    await writing;
    expect(readdirSync(dir).sort()).toEqual(names.sort());
    expect(process.listenerCount('exit')).toBe(listeners);
    const code = `import { writeAtomically } from ${JSON.stringify(CORE)};
      import { readdirSync } from 'node:fs';
      writeAtomically('late.json', 'x'.repeat(3e7));
      const look = () => (readdirSync('.').some((name) => name.endsWith('.tmp')) ? process.exit(3) : setTimeout(look));
      look();`;
    const ended = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: dir });
    expect((await once(ended, 'close'))[0]).toBe(3);
    expect(readdirSync(dir).sort()).toEqual(names.sort());
  });

  it('may be a pipe that the user named', async () => {
    const pipe = join(dir, 'pipe');
    await once(spawn('mkfifo', [pipe]), 'close');
    const reader = spawn('cat', [pipe]);
    const [text] = await Promise.all([once(reader.stdout, 'data'), writeAtomically(pipe, 'for a reader', true)]);
    expect(String(text[0])).toBe('for a reader');
    expect(readdirSync(dir)).toEqual(['pipe']);
    await expect(writeAtomically(pipe, 'for nobody')).rejects.toThrow(
      /pipe: expected a file, received a pipe or a dev/,
    );
  });

  it('is refused in a folder that is not there', async () => {
    await expect(writeAtomically(join(dir, 'no', 'a.json'), 'x')).rejects.toThrow(/ENOENT/);
  });
});
