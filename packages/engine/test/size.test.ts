import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const dist = new URL('../dist/', import.meta.url);

describe('the package', () => {
  it('is under 30 kB gzipped, all modules together', () => {
    const modules = readdirSync(dist).filter((name) => name.endsWith('.js'));
    expect(modules).toEqual(expect.arrayContaining(['index.js', 'worker.js']));
    const code = Buffer.concat(modules.sort().map((name) => readFileSync(new URL(name, dist))));
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(30_000);
  });
});
