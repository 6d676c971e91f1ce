// A Markdown file of the repository → its text on the site.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { entryPoints } from '../scripts/entry-points.mjs';
import { isKnown, pageOf } from '../scripts/release/address.mjs';
import { children, guides, HOME, LAB } from './guides.mjs';

const buttons = {
  [HOME]: [
    ['Get started', 'guide/getting-started.html'],
    ['Open the lab', 'lab/index.html'],
  ],
  [LAB]: [['Open the lab', 'lab/index.html']],
};
const LINK = /(?<!!)\[((?:[^[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(([^)#\s]+)(#[^)]*)?\)/g;

const introductions = entryPoints.map(({ name }) => name.replace('@mlp-lab', 'packages').concat('/README.md'));
const pages = new Set([
  HOME,
  ...introductions,
  ...Object.values(guides).flatMap(Object.values),
  ...Object.values(children).flat(),
]);

/**
 * Links lead to pages of the site, `sources` among them: the set of linked files of code, to which more are added. A link to anything else
 * leads to the repository, where its address is known, and keeps only its text where it isn't.
 *
 * @param title the guide's title; without it, TypeDoc writes the heading.
 */
export function siteText(path, title, sources) {
  const [heading, ...lines] = readFileSync(path, 'utf8').split('\n');
  // a README that is a guide is not called after its package
  const ownHeading = title === undefined ? '' : path.startsWith('packages/') ? `# ${title}` : heading;
  const links = (buttons[path] ?? []).map(([text, target]) => `<a class="button" href="site:${target}">${text}</a>`);
  return [ownHeading, ...(links.length > 0 ? ['', links.join(' '), ''] : []), ...lines]
    .map((line) => (/^#+ /.test(line) ? line.replaceAll('`', '') : line)) // TypeDoc's table of contents drops code
    .join('\n')
    .replaceAll(LINK, (link, text, target, anchor = '') => {
      if (/^[a-z]+:/.test(target)) return link;
      const found = join(dirname(path), target);
      const isFolder = existsSync(found) && statSync(found).isDirectory();
      const file = isFolder ? join(found, 'README.md') : found;
      if (file.endsWith('.ts')) sources.add(file);
      if (pages.has(file) || sources.has(file)) return `[${text}](${relative(dirname(path), file)}${anchor})`;
      return isKnown ? `[${text}](${pageOf(found)})` : text;
    });
}
