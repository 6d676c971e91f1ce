// Names the files that a site's page keeps for use offline: all but the largest, which few people choose. The service worker reads the list.
import type { Plugin, Rolldown } from 'vite';

/** TensorFlow.js's other backends, and HDF5. */
const LARGE = /tfjs-backend-(webgl|webgpu|wasm)|h5wasm/;

/** @returns the plugin of the page, and that of each thread, whose files have a build of their own. */
export function offline(): { page: Plugin; thread: Plugin } {
  const large = new Set<string>();
  const note = (bundle: Rolldown.OutputBundle) => {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk' && file.moduleIds.some((id) => LARGE.test(id))) large.add(file.fileName);
  };
  return {
    thread: { name: 'offline-thread', generateBundle: (_, bundle) => note(bundle) },
    page: {
      name: 'offline',
      enforce: 'post',
      generateBundle(_, bundle) {
        note(bundle);
        const files = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name) && !large.has(name));
        this.emitFile({ type: 'asset', fileName: 'offline.json', source: JSON.stringify(files) });
      },
    },
  };
}
