// Makes the links of a package's README absolute while it is packed, since on npm's page relative ones lead nowhere:
//   node ../../scripts/release/readme-links.mjs absolute|relative       (prepack, postpack)
import { readFileSync, writeFileSync } from 'node:fs';
import { posix, relative } from 'node:path';
import { pageOf, pictureOf, root } from './address.mjs';

const folder = relative(root, process.cwd()).replaceAll('\\', '/');
const LINK = /(!?)(\[[^\]]*\])\(([^)\s]+)\)/g;
const text = readFileSync('README.md', 'utf8');

const absolute = (link, picture, label, target) => {
  if (/^([a-z]+:|#)/.test(target)) return link;
  const path = posix.join(folder, target);
  return `${picture}${label}(${picture ? pictureOf(path) : pageOf(path)})`;
};

const relativeLink = (link, picture, label, target) => {
  const prefix = picture ? pictureOf('') : pageOf('');
  if (!target.startsWith(prefix)) return link;
  return `${picture}${label}(${posix.relative(folder, target.slice(prefix.length))})`;
};

const changed = text.replace(LINK, process.argv[2] === 'absolute' ? absolute : relativeLink);
if (changed !== text) writeFileSync('README.md', changed);
