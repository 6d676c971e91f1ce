// Markdown files of the repository → the home page, the guides, and the introduction of each package in the API reference; and the files of
// code that they link to.
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Comment, CommentTag, DocumentReflection, MinimalSourceFile, ReflectionKind } from 'typedoc';
import { children, guides, HOME } from './guides.mjs';
import { siteText } from './site-text.mjs';

export function addDocuments(converter, project) {
  const sources = new Set();
  const parse = (path, title) =>
    converter.parseRawComment(new MinimalSourceFile(siteText(path, title, sources), resolve(path)), project.files)
      .content;

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

  const add = (parent, title, content, group, path) => {
    const document = new DocumentReflection(title, parent, content, { group });
    parent.addChild(document);
    project.registerReflection(document, undefined, resolve(path));
    return document;
  };
  for (const [group, files] of Object.entries(guides))
    for (const [title, path] of Object.entries(files)) {
      const document = add(project, title, parse(path, title), group, path);
      for (const child of children[path] ?? [])
        add(document, basename(child, '.md'), parse(child, title), title, child);
    }

  const intro = [{ kind: 'text', text: '# Source files\n\nThe files of code that the other pages link to.' }];
  const folder = add(project, 'Source files', intro, 'Design', 'packages');
  for (const path of [...sources].sort())
    add(folder, path.replace('packages/', ''), codePage(path), 'Source files', path);
}

const codePage = (path) => [
  { kind: 'text', text: `# ${path}\n\n` },
  { kind: 'code', text: `\`\`\`\`typescript\n${readFileSync(path, 'utf8')}\n\`\`\`\`` },
];
