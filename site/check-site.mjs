// Fails on a link or a file that is missing in the built site, on an anchor that its page does not have, and on what a page would load from elsewhere.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ATTRIBUTE = /<(\w+)\b[^>]*?\s(href|src)="([^"]*)"/g;

export function checkSite(folder) {
  const pages = readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.html'))
    .map((path) => join(folder, path));
  const ids = new Map(pages.map((page) => [page, new Set(readFileSync(page, 'utf8').match(/(?<=\sid=")[^"]*/g))]));
  const problems = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(ATTRIBUTE)]
      .map(([, element, , address]) => problemOf(page, element, address.replaceAll('&amp;', '&'), ids))
      .filter(Boolean)
      .map((problem) => `${relative(folder, page)}: ${problem}`),
  );
  for (const problem of new Set(problems)) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  console.log(`${pages.length} pages in ${folder}`);
}

function problemOf(page, element, address, ids) {
  if (/^(data|mailto):/.test(address)) return;
  if (/^(\w+:|\/)/.test(address))
    return element === 'a' && /^https?:/.test(address) ? undefined : `${element} loads ${address}`;
  const [path, anchor] = decodeURIComponent(address).split('#');
  const target = path === '' ? page : join(dirname(page), path.split('?')[0]);
  const file = existsSync(target) && statSync(target).isDirectory() ? join(target, 'index.html') : target;
  if (!existsSync(file)) return `links to ${address}, which does not exist`;
  if (anchor && ids.has(file) && !ids.get(file).has(anchor))
    return `links to ${address}, but ${file} has no such anchor`;
}
