// Builds the documentation site into site/dist: guides, API reference and the browser lab. All links are relative, so that any static host
// serves it at any path; nothing is loaded from elsewhere. `npm run docs`
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Application, Converter, JSX, Renderer } from 'typedoc';
import { entryPoints } from '../scripts/entry-points.mjs';
import { checkSite } from './check-site.mjs';
import { addDocuments } from './documents.mjs';
import { guides } from './guides.mjs';
import { nameParameters } from './name-parameters.mjs';
import { SiteRouter } from './site-router.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const out = 'site/dist';
const guideGroups = [...Object.keys(guides), 'Packages'];
rmSync(out, { recursive: true, force: true });

const app = await Application.bootstrap({
  name: 'mlp-lab',
  tsconfig: 'site/tsconfig.json',
  entryPoints: entryPoints.map(({ file }) => file),
  skipErrorChecking: true, // `pnpm types` checks
  disableSources: true,
  readme: 'none', // documents.mjs adds it
  includeHierarchySummary: false,
  navigation: { includeGroups: true, excludeReferences: true },
  groupOrder: [...guideGroups, 'Functions', 'Classes', 'Constructors', 'Properties', 'Methods', 'Interfaces', '*'],
  sort: ['kind', 'alphabetical-ignoring-documents'],
  searchInDocuments: true,
  searchGroupBoosts: { Start: 2, Guides: 2, Design: 1.5, Results: 1.5 },
  navigationLinks: {
    'Getting started': 'site:guide/getting-started.html',
    Gallery: 'site:guide/gallery-of-charts.html',
    API: 'site:modules.html#packages',
    Lab: 'site:lab/index.html',
  },
  favicon: 'packages/lab/src/public/icon.svg',
  customCss: 'site/style.css',
  customFooterHtml: '<p>mlp-lab, MIT licence. This site loads nothing from elsewhere.</p>',
  customFooterHtmlDisableWrapper: true,
  hideGenerator: true,
  lightHighlightTheme: 'github-light',
  darkHighlightTheme: 'github-dark',
  highlightLanguages: 'bash dockerfile html javascript json python r sql typescript yaml'.split(' '),
  validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: false },
});
app.renderer.defineRouter('site', SiteRouter);
app.options.setValue('router', 'site');

nameParameters(app.converter);
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => addDocuments(app.converter, project));
// The groups of the navigation are open until the reader closes them.
const openGroups = `try {
  for (const group of ${JSON.stringify(guideGroups)}) localStorage['tsd-accordion-' + group] ??= 'true';
} catch {}`;
app.renderer.hooks.on('head.end', () =>
  JSX.createElement('script', null, JSX.createElement(JSX.Raw, { html: openGroups })),
);
// A link to `site:PATH` leads to that path of the site, from every page.
app.renderer.on(Renderer.EVENT_END_PAGE, (page) => {
  const root = '../'.repeat(page.url.split('/').length - 1);
  page.contents = page.contents.replaceAll('href="site:', `href="${root}`);
});

const listed = Object.values(guides).flatMap(Object.values);
for (const name of readdirSync('docs').filter((name) => name.endsWith('.md')))
  if (!listed.includes(`docs/${name}`)) app.logger.error(`docs/${name} is not on the site: add it to site/guides.mjs`);

const modules = app.getEntryPoints();
for (const module of modules)
  module.displayName = entryPoints.find(({ file }) => module.sourceFile.fileName.endsWith(`/${file}`)).name;
const project = app.converter.convert(modules);
app.validate(project);
await app.generateDocs(project, out);

const mlpLab = ['packages/cli/dist/bin.js', 'serve', '--export', `${out}/lab`];
const lab = spawnSync(process.execPath, mlpLab, { stdio: ['ignore', 'ignore', 'inherit'] });
if (lab.status !== 0 || app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1);
checkSite(out);
