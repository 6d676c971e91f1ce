// What has to be true of a tarball before npm gets it.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The name, version and sizes of a packed package, and its problems as sentences. */
export function checkTarball(file) {
  const files = tar('-tzf', file).trim().split('\n');
  const read = (name) => tar('-xzOf', file, `package/${name}`);
  const manifest = JSON.parse(read('package.json'));
  const unpacked = Number(
    tar('-tzvf', file)
      .split('\n')
      .reduce((sum, line) => sum + Number(line.split(/\s+/)[2] ?? 0), 0),
  );
  const problems = ['README.md', 'LICENSE', 'CHANGELOG.md']
    .filter((name) => !files.includes(`package/${name}`))
    .map((name) => `expected ${name} in the tarball`);
  if (manifest.version === '0.0.0') problems.push('expected a version: is a changeset missing?');
  if (JSON.stringify(manifest).includes('workspace:'))
    problems.push('expected versions, received workspace: in package.json');
  const links = [...read('README.md').matchAll(/\]\((\.{1,2}\/[^)]*)\)/g)].map(([, link]) => link);
  if (links.length > 0) problems.push(`expected absolute links in README.md, received ${links.join(', ')}`);
  return {
    name: manifest.name,
    version: manifest.version,
    files: files.length,
    'packed kB': Math.round(statSync(file).size / 1000),
    'unpacked kB': Math.round(unpacked / 1000),
    problems,
  };
}

const tar = (...args) => execFileSync('tar', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
