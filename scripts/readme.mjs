// Runs the commands whose output README.md shows, and updates that output:
//   node scripts/readme.mjs [WORD]     only the commands that contain the word. Build first.
// Each such block follows a comment: <!-- prints: mlp-lab compare; until: loss by epoch -->
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const BLOCK = /(<!-- prints: mlp-lab ([^;]+?)(?:; until: (.+?))? -->\n+```text\n)[\s\S]*?\n(```)/g;
const [word = ''] = process.argv.slice(2);

const readme = `${root}/README.md`;
const text = readFileSync(readme, 'utf8').replace(BLOCK, (block, head, command, until, tail) => {
  if (!command.includes(word)) return block;
  console.error(`mlp-lab ${command}`);
  return `${head}${output(command, until).trimEnd()}\n${tail}`;
});
writeFileSync(readme, text);

/** The output of a command on stdout, up to the line `until`. */
function output(command, until) {
  const { status, stdout } = spawnSync(process.execPath, ['packages/cli/dist/bin.js', ...command.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 130);
  return until === undefined ? stdout : stdout.split(`\n${until}\n`)[0];
}
