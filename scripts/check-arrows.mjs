// Fails if a package imports another one against the direction of the arrows, or by a path into its source.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const ARROWS = {
  core: [],
  'data-mnist': ['core'],
  models: ['core'],
  exchange: ['core'],
  engine: ['core'],
  ensemble: ['core'],
  'ensemble/layers': ['core', 'engine', 'exchange'], // a folder of src: an entry of its own, whose engine is an optional peer
  viz: ['core'],
  experiment: ['core', 'data-mnist', 'models', 'engine', 'ensemble', 'exchange'],
  queue: ['core', 'data-mnist', 'models', 'experiment'],
  report: ['core', 'data-mnist', 'models', 'ensemble', 'experiment', 'viz'],
  lab: ['core', 'data-mnist', 'models', 'engine', 'ensemble', 'exchange', 'experiment', 'viz', 'report'],
  cli: ['core', 'data-mnist', 'models', 'engine', 'ensemble', 'exchange', 'experiment', 'viz', 'report', 'queue'], // it serves lab's build, and imports nothing of it
};

const problems = [];
for (const name of readdirSync('packages')) {
  if (!ARROWS[name]) {
    problems.push(
      `packages/${name}: expected one of ${Object.keys(ARROWS).join(', ')}; add it to scripts/check-arrows.mjs`,
    );
    continue;
  }
  for (const file of sources(join('packages', name, 'src'))) {
    const text = readFileSync(file, 'utf8');
    const [, , , folder] = file.split(sep);
    const allowed = ARROWS[`${name}/${folder}`] ?? ARROWS[name];
    for (const [, from] of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
      const [, target] = from.match(/^@mlp-lab\/([^/]+)/) ?? [];
      if (target && target !== name && !allowed.includes(target))
        problems.push(
          `${file}: imports @mlp-lab/${target}; expected only ${allowed.join(', ') || 'nothing'} of @mlp-lab`,
        );
      if (/^(\.\.\/)+[^.].*\/src\//.test(from)) problems.push(`${file}: imports ${from}; import a package by its name`);
    }
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}
