// Markdown files of the repository → the home page, the guides, and the introduction of each package in the API reference.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Comment, CommentTag, DocumentReflection, MinimalSourceFile, ReflectionKind } from 'typedoc';
import { entryPoints } from '../scripts/entry-points.mjs';
import { isKnown, pageOf } from '../scripts/release/address.mjs';
import { children, guides } from './guides.mjs';

const HOME = 'README.md';
const LAB = 'packages/lab/README.md';
const buttons = {
  [HOME]: [
    ['Get started', 'guide/getting-started.html'],
    ['Open the lab', 'lab/index.html'],
  ],
  [LAB]: [['Open the lab', 'lab/index.html']],
};

export function addDocuments(converter, project) {
  const parse = (path, title) =>
    converter.parseRawComment(new MinimalSourceFile(siteText(path, title), resolve(path)), project.files).content;

  project.readme = parse(HOME);
  project.files.registerReflectionPath(resolve(HOME), project);

  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    module.comment ??= new Comment();
    module.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: 'Packages' }]));
    const path = module.name.replace('@mlp-lab', 'packages').concat('/README.md');
    if (!existsSync(path)) continue;
    module.readme = parse(path);
    project.files.registerReflectionPath(resolve(path), module);
  }

  const add = (parent, title, path, group) => {
    const document = new DocumentReflection(title, parent, parse(path, title), { group });
    parent.addChild(document);
    project.registerReflection(document, undefined, resolve(path));
    for (const child of children[path] ?? []) add(document, basename(child, '.md'), child, title);
  };
  for (const [group, files] of Object.entries(guides))
    for (const [title, path] of Object.entries(files)) add(project, title, path, group);
}

const LINK = /(?<!!)\[((?:[^[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(([^)#\s]+)(#[^)]*)?\)/g;
const introductions = entryPoints.map(({ name }) => name.replace('@mlp-lab', 'packages').concat('/README.md'));
const onSite = new Set([
  HOME,
  ...introductions,
  ...Object.values(guides).flatMap(Object.values),
  ...Object.values(children).flat(),
]);

/** The text of a file for the site: links lead to its pages or, if its address is known, to the repository. */
function siteText(path, title) {
  const [heading, ...lines] = readFileSync(path, 'utf8').split('\n');
  const links = (buttons[path] ?? []).map(([text, target]) => `<a class="button" href="site:${target}">${text}</a>`);
  const start = path in buttons ? ['', links.join(' '), ''] : [];
  // TypeDoc writes the heading of the home page and of packages; a README that is a guide is not called after its package.
  const ownHeading = title === undefined ? '' : path.startsWith('packages/') ? `# ${title}` : heading;
  return [ownHeading, ...start, ...lines]
    .map((line) => (/^#+ /.test(line) ? line.replaceAll('`', '') : line)) // TypeDoc's table of contents drops code
    .join('\n')
    .replaceAll(LINK, (link, text, target, anchor = '') => {
      if (/^[a-z]+:/.test(target)) return link;
      const found = join(dirname(path), target);
      const file = existsSync(found) && statSync(found).isDirectory() ? join(found, HOME) : found;
      if (onSite.has(file)) return `[${text}](${relative(dirname(path), file)}${anchor})`;
      return isKnown ? `[${text}](${pageOf(found)})` : text;
    });
}
