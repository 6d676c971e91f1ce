// The page's first script is small, and imports the others: the document names them too, so that all are fetched at once.
import type { Plugin } from 'vite';

/** @param names of the chunks that the first script imports. */
export const preload = (...names: string[]): Plugin => ({
  name: 'preload',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle }) {
      const files = new Set<string>();
      const add = (file: string) => {
        const chunk = bundle?.[file];
        if (chunk?.type !== 'chunk' || files.has(file)) return;
        files.add(file);
        chunk.imports.forEach(add);
      };
      for (const chunk of Object.values(bundle ?? {}))
        if (chunk.type === 'chunk' && names.includes(chunk.name) && chunk.isDynamicEntry) add(chunk.fileName);
      return Array.from(files, (file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: '', href: `./${file}` },
        injectTo: 'head',
      }));
    },
  },
});
