// The licences of all that the published packages install, and of what is installed beside them on request.
import { execFileSync } from 'node:child_process';

/** Licences under which a library may be installed with software of any licence. */
const KNOWN =
  /^\(?(MIT|ISC|0BSD|Apache-2\.0|BSD(-[23]-Clause)?|BlueOak-1\.0\.0|MPL-2\.0|Unlicense|CC0-1\.0|Python-2\.0)\b/;

/** A table in Markdown: licence, packages. Names those that nobody has looked at yet. */
export function licenseTable(folder) {
  const json = execFileSync(
    'node',
    ['scripts/pnpm.mjs', '--filter=./packages/*', 'licenses', 'list', '--prod', '--json'],
    {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 26,
    },
  );
  const lines = Object.entries(JSON.parse(json)).map(([license, packages]) => {
    const names = [...new Set(packages.map(({ name }) => name))].filter((name) => !name.startsWith('@mlp-lab/')).sort();
    return { license: KNOWN.test(license) ? license : `${license} (look at it)`, names };
  });
  const rows = lines
    .filter(({ names }) => names.length > 0)
    .sort((a, b) => b.names.length - a.names.length)
    .map(({ license, names }) => `| ${license} | ${names.length} | ${names.join(', ')} |`);
  return ['| licence | packages | |', '| --- | --- | --- |', ...rows].join('\n');
}
